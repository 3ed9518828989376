import { imageDimensionsFromData } from 'image-dimensions';
import { err, ok, type Result } from '../kernel/result.ts';

/** Pixels on each side, at least and at most. */
const MIN_SIDE = 16;
const MAX_SIDE = 4096;

/** By what the bytes are. A name or a declared type proves nothing. */
const EXTENSIONS: ReadonlyMap<string, Extension> = new Map([
  ['png', 'png'],
  ['jpeg', 'jpg'],
  ['webp', 'webp'],
]);

type Extension = 'png' | 'jpg' | 'webp';

export type Inspected = { extension: Extension; width: number; height: number };

/** What is in an uploaded file, by its header. @returns why it can't be a picture, in words for the agency */
export const inspect = (bytes: Uint8Array): Result<Inspected, string> => {
  const found = imageDimensionsFromData(bytes);
  const extension = found && EXTENSIONS.get(found.type);
  if (!found || extension === undefined) return err('is no PNG, JPEG or WebP file');
  const { width, height } = found;
  const isWithin = [width, height].every((side) => side >= MIN_SIDE && side <= MAX_SIDE);
  return isWithin
    ? ok({ extension, width, height })
    : err(`has ${width} x ${height} pixels, and each side must have ${MIN_SIDE} to ${MAX_SIDE}`);
};
