import type { AccountRef } from '../kernel/ids.ts';
import { belongsTo } from '../ledger/lots.ts';
import { entryItem } from '../table/items/entry.ts';
import { purchaseItem } from '../table/items/purchase.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { entryKey, purchaseKey, receiptsList } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';

/**
 * Which purchases were paid with credits of a payment that has been taken back since, by a refund or a dispute. While
 * the account owes those credits, what it bought with them is not paid.
 * @param debt of the account, in credits: without one nothing is read
 */
export const unpaidPurchases = async (
  table: Table,
  ref: AccountRef,
  debt: number,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (debt === 0) return new Set();
  const receipts = await everyItem(table, { partition: receiptsList(ref), inIndex: true, item: receiptItem });
  const reversed = receipts.filter(({ taken }) => taken.length > 0).flatMap(({ lots }) => lots);
  if (reversed.length === 0) return new Set();
  const found = await readTogether(
    table,
    ids.map((id) => purchaseKey(ref, id)),
  );
  const paid = ids.flatMap((id) => {
    const entry = decodeListed(purchaseItem, found(purchaseKey(ref, id)))?.entry;
    return entry ? [{ id, key: entryKey(ref, entry) }] : [];
  });
  const entries = await readTogether(
    table,
    paid.map(({ key }) => key),
  );
  const drewFrom = (key: (typeof paid)[number]['key']) => decodeListed(entryItem, entries(key))?.lots ?? [];
  return new Set(
    paid.filter(({ key }) => drewFrom(key).some((lot) => belongsTo(lot, reversed))).map(({ id }) => id),
  );
};
