import * as z from 'zod';
import { agencyPictureRoutes } from '../../shared/http/routes/agency/pictures.ts';
import type { Admin } from './admin.ts';

const text = (characters: string): number[] => [...Buffer.from(characters, 'latin1')];
const big = (number: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, place) => (number >> (8 * (bytes - 1 - place))) & 255);
const little = (number: number, bytes: number): number[] => big(number, bytes).toReversed();

const fileOf = (...parts: number[][]): Uint8Array => new Uint8Array(parts.flat());

/** Headers of pictures: as much of them as says what they are, and how large. */
export const pngOf = (width: number, height: number): Uint8Array =>
  fileOf(
    [0x89, ...text('PNG\r\n'), 0x1a, 0x0a],
    [...big(13, 4), ...text('IHDR'), ...big(width, 4), ...big(height, 4)],
    [8, 6, 0, 0, 0, 0, 0, 0, 0],
  );

export const jpegOf = (width: number, height: number): Uint8Array =>
  fileOf(
    [0xff, 0xd8],
    [0xff, 0xe0, ...big(16, 2), ...text('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0],
    [0xff, 0xc0, ...big(17, 2), 8, ...big(height, 2), ...big(width, 2), 3, 1, 17, 0, 2, 17, 1, 3, 17, 1],
    [0xff, 0xd9],
  );

export const webpOf = (width: number, height: number): Uint8Array =>
  fileOf(
    [...text('RIFF'), ...little(22, 4), ...text('WEBP')],
    [...text('VP8X'), ...little(10, 4), 0, 0, 0, 0],
    [...little(width - 1, 3), ...little(height - 1, 3)],
  );

const link = z.object({ uploadId: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) });

/** Uploads a file as an agency does. @returns its id, to show it with */
export const uploadPicture = async (
  admin: Pick<Admin, 'call'>,
  bytes: Uint8Array = pngOf(640, 480),
  contentType = 'image/png',
): Promise<string> => {
  const asked = await admin.call(agencyPictureRoutes.createPictureUpload, {
    body: { contentType, bytes: bytes.length },
  });
  const { uploadId, url, headers } = link.parse(asked.body);
  const put = await fetch(url, { method: 'PUT', headers, body: Buffer.from(bytes) });
  if (!put.ok) throw new Error(await put.text());
  return uploadId;
};
