import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { allowancePostingItem, type AllowancePosting } from '../table/items/allowance.ts';
import { requestsOf } from '../credit-requests/every-request.ts';
import { creditRequestItem, type CreditRequest } from '../table/items/credit-request.ts';
import type { Entry, EntryKind } from '../table/items/entry.ts';
import { holdItem, MAX_HOLD_MS, type Hold } from '../table/items/hold.ts';
import { invoiceItem, type Invoice } from '../table/items/invoice.ts';
import { redemptionItem, type Redemption } from '../table/items/promo-code.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { orderItem, type Order } from '../table/items/service.ts';
import {
  allowancePostingKey,
  allowancePostingsPartition,
  creditRequestKey,
  holdsPartition,
  invoicesPartition,
  orderKey,
  ordersPartition,
  purchaseKey,
  purchasesPartition,
  receiptsList,
  redemptionsPartition,
} from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';

/** What an account paid for and was paid with: records that came with entries, in one transaction each. */
export type Records = {
  purchases: Purchase[];
  orders: Order[];
  invoices: Invoice[];
  redemptions: Redemption[];
  receipts: Receipt[];
  holds: Hold[];
  requests: CreditRequest[];
  allowancePostings: AllowancePosting[];
};

const invoicesOf = (table: Table, ref: AccountRef) =>
  everyItem(table, { partition: invoicesPartition(ref), item: invoiceItem });

const redemptionsOf = (table: Table, ref: AccountRef) =>
  everyItem(table, { partition: redemptionsPartition(ref), item: redemptionItem });

const receiptsOf = (table: Table, ref: AccountRef) =>
  everyItem(table, { partition: receiptsList(ref), inIndex: true, item: receiptItem });

/** @param from a time: only holds that were made since then */
const holdsOf = (table: Table, ref: AccountRef, from?: Instant) =>
  everyItem(table, { partition: holdsPartition(ref), inIndex: true, item: holdItem, from });

/** The holds that these captures may be of, by when holds end. */
const holdsCaptured = async (table: Table, ref: AccountRef, entries: readonly Entry[]): Promise<Hold[]> => {
  const [first] = entries.flatMap(({ kind, at }) => (kind === 'capture' ? at : [])).toSorted();
  return first === undefined ? [] : await holdsOf(table, ref, instant(Date.parse(first) - MAX_HOLD_MS));
};

/** All records of an account, held in memory. Throws NewerSchemaError where a newer version wrote one. */
export const everyRecord = async (table: Table, ref: AccountRef): Promise<Records> => {
  const [purchases, orders, invoices, redemptions, receipts, holds, requests, allowancePostings] =
    await Promise.all([
      everyItem(table, { partition: purchasesPartition(ref), item: purchaseItem }),
      everyItem(table, { partition: ordersPartition(ref), item: orderItem }),
      invoicesOf(table, ref),
      redemptionsOf(table, ref),
      receiptsOf(table, ref),
      holdsOf(table, ref),
      requestsOf(table, ref),
      everyItem(table, { partition: allowancePostingsPartition(ref), item: allowancePostingItem }),
    ]);
  return { purchases, orders, invoices, redemptions, receipts, holds, requests, allowancePostings };
};

/**
 * The records that these entries should have. Entries name purchases, orders and credit requests by their ids, periods of allowances by their records' names; of the other
 * kinds it reads all that the account has, if there is such an entry. Throws NewerSchemaError.
 */
export const recordsOf = async (
  table: Table,
  ref: AccountRef,
  entries: readonly Entry[],
): Promise<Records> => {
  const named = (...kinds: EntryKind[]): string[] => [
    ...new Set(entries.filter(({ kind }) => kinds.includes(kind)).map(({ reference }) => reference)),
  ];
  const ifAny = async <Item>(kind: EntryKind, read: (table: Table, ref: AccountRef) => Promise<Item[]>) =>
    named(kind).length > 0 ? await read(table, ref) : [];
  const purchaseKeys = named('purchase', 'purchase_refund').map((id) => purchaseKey(ref, id));
  const orderKeys = named('service', 'service_refund').map((id) => orderKey(ref, id));
  const postingKeys = named('allowance').map((reference) => allowancePostingKey(ref, reference));
  const requestKeys = named('request').map((id) => creditRequestKey(ref.agency, id));
  const [read, invoices, redemptions, receipts, holds] = await Promise.all([
    readTogether(table, [...purchaseKeys, ...orderKeys, ...requestKeys, ...postingKeys]),
    ifAny('invoice', invoicesOf),
    ifAny('redemption', redemptionsOf),
    ifAny('checkout', receiptsOf),
    holdsCaptured(table, ref, entries),
  ]);
  return {
    purchases: purchaseKeys.flatMap((key) => decodeListed(purchaseItem, read(key), 'thrown') ?? []),
    orders: orderKeys.flatMap((key) => decodeListed(orderItem, read(key), 'thrown') ?? []),
    allowancePostings: postingKeys.flatMap(
      (key) => decodeListed(allowancePostingItem, read(key), 'thrown') ?? [],
    ),
    requests: requestKeys.flatMap((key) => decodeListed(creditRequestItem, read(key), 'thrown') ?? []),
    invoices,
    redemptions,
    receipts,
    holds,
  };
};
