import * as z from 'zod';
import { isGiftAccount, type AccountRef } from '../kernel/ids.ts';
import { erasedEntry } from '../ledger/erase-texts.ts';
import type { Cursor } from '../table/cursor.ts';
import { putGuarded } from '../table/guarded.ts';
import { entryItem } from '../table/items/entry.ts';
import { lotsToStore } from '../table/items/lot.ts';
import { transferItem } from '../table/items/transfer.ts';
import { entryKey, transfersList } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';

/** Transfers whose entries are read, and written where they change, at a time. */
const PAGE = 100;

const versioned = z.looseObject({ version: z.int().min(1) });

/**
 * Erases the name and the notes of an account in the histories of those to whom it sent credits, a page of its transfers
 * at a time. Throws NewerSchemaError.
 * @returns where the next page begins; null at the end
 */
export const eraseTransfersPage = async (
  table: Table,
  ref: AccountRef,
  cursor: Cursor | undefined,
): Promise<Cursor | null> => {
  const list = { partition: transfersList(ref), inIndex: true, item: transferItem, limit: PAGE, cursor };
  const page = await listPage(table, { ...list, newer: 'thrown' });
  if (!page.ok) throw new TypeError(page.error.code);
  const keys = page.value.items.map(({ agency, to, received }) =>
    entryKey({ agency, account: to }, received),
  );
  const read = await readTogether(table, keys);
  // What a gift's account sent on has the giver's texts, too: the recipient's entry and what was passed on later.
  for (const { agency, to } of page.value.items)
    if (isGiftAccount(to)) await eraseTransfersPage(table, { agency, account: to }, undefined);
  await Promise.all(
    keys.map(async (key) => {
      const stored = read(key);
      const entry = decode(entryItem, stored);
      const left = entry && erasedEntry(entry);
      if (left === undefined || left === entry) return;
      const item = { ...left, lots: lotsToStore(left.lots) };
      // Nothing but another erasure changes an entry.
      const { version } = versioned.parse(stored);
      await putGuarded(table, { key, schema: entryItem, item, version }, stored);
    }),
  );
  return page.value.cursor;
};
