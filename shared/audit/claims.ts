import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { EntryKind } from '../table/items/entry.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import { redemptionItem } from '../table/items/promo-code.ts';
import { purchaseItem } from '../table/items/purchase.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { creditRequestItem, creditRequestPointerItem } from '../table/items/credit-request.ts';
import { orderItem } from '../table/items/service.ts';
import {
  invoicesPartition,
  ordersPartition,
  purchasesPartition,
  receiptsList,
  redemptionsPartition,
  creditRequestKey,
  creditRequestsOfPartition,
} from '../table/keys.ts';
import { everyItem } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';

/** That a record came with an entry of this kind, in one transaction (I6). */
export type Claim = { kind: EntryKind; number: number; at: Instant };

/** Every kind of entry that comes with a record which names it. */
export const CLAIMED: ReadonlySet<EntryKind> = new Set([
  'checkout',
  'redemption',
  'request',
  'purchase',
  'purchase_refund',
  'service',
  'invoice',
]);

export type Claims = {
  claims: Claim[];
  /** Orders, and the checkouts of receipts, from before they named their entries: these refer to them. */
  unplaced: ReadonlySet<string>;
};

/** All that an account's records claim. It is held in memory: some numbers for each of them. */
export const claimsOf = async (table: Table, ref: AccountRef): Promise<Claims> => {
  const [purchases, orders, invoices, redemptions, receipts, requests] = await Promise.all([
    everyItem(table, { partition: purchasesPartition(ref), item: purchaseItem }),
    everyItem(table, { partition: ordersPartition(ref), item: orderItem }),
    everyItem(table, { partition: invoicesPartition(ref), item: invoiceItem }),
    everyItem(table, { partition: redemptionsPartition(ref), item: redemptionItem }),
    everyItem(table, { partition: receiptsList(ref), inIndex: true, item: receiptItem }),
    requestsOf(table, ref),
  ]);
  const claims = [
    ...purchases.flatMap(({ entry, refund }) => [
      ...claim('purchase', entry),
      ...claim('purchase_refund', refund?.entry),
    ]),
    ...orders.flatMap(({ entry }) => claim('service', entry)),
    ...invoices.flatMap(({ payment }) => claim('invoice', payment?.entry)),
    ...redemptions.flatMap(({ uses }) =>
      uses.flatMap(({ entry: number, at }) => claim('redemption', { number, at })),
    ),
    ...receipts.flatMap(({ lots: [number], creditedAt: at }) =>
      number === undefined || at === undefined ? [] : claim('checkout', { number, at }),
    ),
    ...requests.flatMap(({ entry }) => claim('request', entry)),
  ];
  const unplaced = [
    ...orders.filter(({ entry, credits }) => !entry && credits > 0).map(({ id }) => id),
    ...receipts.flatMap(({ lots, creditedAt, checkoutId = [] }) =>
      lots.length > 0 && creditedAt === undefined ? checkoutId : [],
    ),
  ];
  return { claims, unplaced: new Set(unplaced) };
};

const claim = (kind: EntryKind, entry: Omit<Claim, 'kind'> | undefined): Claim[] =>
  entry ? [{ kind, ...entry }] : [];

const requestsOf = async (table: Table, ref: AccountRef) => {
  const pointers = await everyItem(table, {
    partition: creditRequestsOfPartition(ref),
    item: creditRequestPointerItem,
  });
  const keys = pointers.map(({ id }) => creditRequestKey(ref.agency, id));
  const read = await readTogether(table, keys);
  return keys.flatMap((key) => decodeListed(creditRequestItem, read(key)) ?? []);
};
