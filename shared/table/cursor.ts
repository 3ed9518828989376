import * as z from 'zod';
import type { Key, ListKey } from './keys.ts';

/** Where a page ended, as the next request gives it back. Only ever used within the caller's own partition. */
export type Cursor = string;

/** Bytes of a sort key, in the table and in the index; our partition keys are shorter than theirs might be. */
const MAX_PART_BYTES = 1024;

/** What DynamoDB takes for a part of a key. */
const part = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= MAX_PART_BYTES, 'is too long')
  .refine((text) => text.isWellFormed(), 'must be well-formed Unicode');

/** The sort key; in the index also the item's own key, since several items may share a sort key there. */
const position = z.union([z.tuple([part]), z.tuple([part, part, part])]);

type End = Key & { listSk?: string | undefined };

export const encodeCursor = ({ pk, sk, listSk }: End, inIndex: boolean): Cursor =>
  text(inIndex && listSk !== undefined ? [listSk, pk, sk] : [sk]);

const text = (value: z.infer<typeof position>): Cursor =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** @returns the key to go on after, or undefined for what this list can not have given out */
export const decodeCursor = (
  cursor: Cursor,
  { partition, inIndex, from, to }: { partition: string; inIndex: boolean; from: string; to: string },
): Key | (Key & ListKey) | undefined => {
  const parsed = position.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  // What is not the encoding of its own decoding, we never gave out.
  if (!parsed.success || text(parsed.data) !== cursor) return undefined;
  const [sort, pk, sk] = parsed.data;
  if (sort < from || sort > to) return undefined;
  if (!inIndex) return pk === undefined ? { pk: partition, sk: sort } : undefined;
  return pk === undefined || sk === undefined ? undefined : { pk, sk, listPk: partition, listSk: sort };
};

const parseJson = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // Rubbish is answered like any other cursor that is none of ours.
    return undefined;
  }
};
