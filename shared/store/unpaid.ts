import type { AccountRef } from '../kernel/ids.ts';
import { accountFrom } from '../ledger/account.ts';
import { mergesOf } from '../ledger/absorbed.ts';
import { readAbsorbed } from '../ledger/read-absorbed.ts';
import type { Account } from '../table/items/account.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { purchaseItem } from '../table/items/purchase.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { accountKey, entryKey, purchaseKey, receiptsList } from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';

/**
 * Which purchases were paid with credits of a payment that has been taken back since, by a refund or a dispute. While
 * the account owes those credits, what it bought with them is not paid. The same of what accounts bought before they merged into it.
 * @param account without a debt of taken back payments nothing is read
 */
export const unpaidPurchases = async (
  table: Table,
  account: Account,
  ids: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (account.debt <= (account.usageDebt ?? 0)) return new Set();
  const { agency, mergedFrom = [] } = account;
  const refs = mergedFrom.map((old): AccountRef => ({ agency, account: old }));
  const read = await readTogether(table, refs.map(accountKey));
  const all = [account, ...refs.map((ref) => accountFrom(ref, read(accountKey(ref))))];
  const reversed = new Map(
    await Promise.all(all.map(async (one) => [one.account, await reversedOf(table, one)] as const)),
  );
  if ([...reversed.values()].every((lots) => lots.length === 0)) return new Set();
  const unpaid = await Promise.all(all.map((one) => unpaidBy(table, one, ids, reversed)));
  return new Set(unpaid.flat());
};

/** The lots of an account's payments that were taken back. */
const reversedOf = async (table: Table, ref: AccountRef): Promise<number[]> => {
  const receipts = await everyItem(table, { partition: receiptsList(ref), inIndex: true, item: receiptItem });
  return receipts.filter(({ taken }) => taken.length > 0).flatMap(({ lots }) => lots);
};

/** @param reversed the lots that were taken back, by the account to which they had come in */
const unpaidBy = async (
  table: Table,
  account: Account,
  ids: readonly string[],
  reversed: ReadonlyMap<string, readonly number[]>,
): Promise<string[]> => {
  const own = reversed.get(account.account) ?? [];
  const found = await readTogether(
    table,
    ids.map((id) => purchaseKey(account, id)),
  );
  const paid = ids.flatMap((id) => {
    const entry = decodeListed(purchaseItem, found(purchaseKey(account, id)))?.entry;
    return entry ? [{ id, key: entryKey(account, entry) }] : [];
  });
  const entries = await readTogether(
    table,
    paid.map(({ key }) => key),
  );
  const merges = await readAbsorbed(table, account, own);
  /** Whether an entry drew on a lot that was taken back: when it was made, the lot or what had absorbed it by then. */
  const drewOnReversed = ({ number, lots }: Entry): boolean =>
    own.some((id) => {
      const by = mergesOf(id, merges).filter(({ entry }) => entry < number);
      const at = new Set([id, ...by.map(({ into }) => into)]);
      return lots.some((lot) => at.has(lot.id) || lot.absorbed?.includes(id));
    }) || lots.some(({ origin }) => origin && reversed.get(origin.account)?.includes(origin.lot));
  return paid.flatMap(({ id, key }) => {
    const entry = decodeListed(entryItem, entries(key));
    return entry && drewOnReversed(entry) ? [id] : [];
  });
};
