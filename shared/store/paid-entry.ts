import type { AccountRef } from '../kernel/ids.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { entryKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';

/** The entry that paid a record, which was read with it. Throws TypeError where there is none. */
export const paidEntry = (
  read: Read,
  { agency, account, entry }: AccountRef & { entry?: { number: number; at: string } },
  name: string,
): Entry => {
  const paid = entry && decode(entryItem, read(entryKey({ agency, account }, entry)));
  if (!paid) throw new TypeError(`${name} has no entry ${entry?.number}`);
  return paid;
};
