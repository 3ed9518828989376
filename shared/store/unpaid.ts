import type { AccountRef } from '../kernel/ids.ts';
import { mergesOf } from '../ledger/absorbed.ts';
import { readAbsorbed } from '../ledger/read-absorbed.ts';
import type { Account } from '../table/items/account.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { purchaseItem } from '../table/items/purchase.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { entryKey, purchaseKey, receiptsList } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';

/**
 * Which purchases were paid with credits of a payment that has been taken back since, by a refund or a dispute. While
 * the account owes those credits, what it bought with them is not paid.
 * @param account without a debt of taken back payments nothing is read
 */
export const unpaidPurchases = async (
  table: Table,
  account: Account,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (account.debt <= (account.usageDebt ?? 0)) return new Set();
  const ref: AccountRef = account;
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
  const merges = await readAbsorbed(table, account, reversed);
  /** Whether an entry drew on a lot that was taken back: when it was made, the lot or what had absorbed it by then. */
  const drewOnReversed = ({ number, lots }: Entry): boolean =>
    reversed.some((id) => {
      const by = mergesOf(id, merges).filter(({ entry }) => entry < number);
      const at = new Set([id, ...by.map(({ into }) => into)]);
      return lots.some((lot) => at.has(lot.id) || lot.absorbed?.includes(id));
    });
  const drew = (key: (typeof paid)[number]['key']): boolean => {
    const entry = decodeListed(entryItem, entries(key));
    return entry !== undefined && drewOnReversed(entry);
  };
  return new Set(paid.filter(({ key }) => drew(key)).map(({ id }) => id));
};
