import type * as z from 'zod';
import type { AccountRef } from '../kernel/ids.ts';
import type { Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { mergedIntoIn } from './merged.ts';

/**
 * The record of a request that may have been carried out before: by the account, or, under the same key, by one that merged into
 * it. The account is among what is read.
 * @param keyOf where the record is if that account has it
 */
export const earlierRecord = <Schema extends z.ZodType>(
  ref: AccountRef,
  keyOf: (of: AccountRef) => Key,
  item: Schema,
) => {
  const keysIn = (read: Read): Key[] => [ref, ...mergedIntoIn(read, ref)].map(keyOf);
  return {
    /** Where it may be. */
    keysIn,
    /** @returns undefined where the request is new */
    foundIn: (read: Read): z.output<Schema> | undefined =>
      keysIn(read)
        .map((key) => decode(item, read(key)))
        .find((record) => record !== undefined),
  };
};
