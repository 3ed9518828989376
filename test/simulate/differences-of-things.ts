import type * as z from 'zod';
import type { CloudEvent, EventType } from '../../shared/table/items/cloud-event.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { invoiceItem } from '../../shared/table/items/invoice.ts';
import { ownershipItem } from '../../shared/table/items/ownership.ts';
import { promoCodeItem, redemptionItem } from '../../shared/table/items/promo-code.ts';
import { purchaseItem } from '../../shared/table/items/purchase.ts';
import { orderItem, paidFor } from '../../shared/table/items/service.ts';
import {
  invoicesPartition,
  ordersPartition,
  ownershipsPartition,
  promoCodeKey,
  purchasesPartition,
  redemptionsPartition,
} from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { readOne } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { purchasesBehind } from '../../shared/store/ownership.ts';
import type { Intent } from './intent.ts';
import { heirOfMerging, isMerging } from './merging-of-accounts.ts';
import { idIn } from './wishes.ts';

/** Every item of a partition. */
export const all = async <Schema extends z.ZodType>(
  table: Table,
  partition: string,
  item: Schema,
): Promise<z.output<Schema>[]> => {
  const found: z.output<Schema>[] = [];
  for await (const one of allItems(table, { partition, item })) found.push(one);
  return found;
};

/** Two lists that must hold the same, each thing as often. */
export const same = (what: string, one: readonly string[], other: readonly string[]): string[] => {
  const [a, b] = [[...one].sort().join(' '), [...other].sort().join(' ')];
  return a === b ? [] : [`${what}: ${a} | ${b}`];
};

/** The ids in the events of a type. */
export const publishedIds = (events: readonly CloudEvent[], wanted: EventType, field: string): string[] =>
  events.flatMap(({ type, data: { [field]: id } }) =>
    type === wanted && typeof id === 'string' ? [id] : [],
  );

/**
 * I5 and I6: each purchase, order, payment and redemption is in the table exactly as often as in the history, in
 * the answers to its customer, and in the events.
 * @param events about this account, each once
 */
export const thingsThatDiffer = async (
  table: Table,
  ref: AccountRef,
  entries: readonly Entry[],
  intents: readonly Intent[],
  events: readonly CloudEvent[],
  billsOfMerging: readonly string[],
): Promise<string[]> => {
  const published = (type: EventType, field: string) => publishedIds(events, type, field);
  const ofKind = (kind: Entry['kind']) => entries.filter((entry) => entry.kind === kind);
  const references = (kind: Entry['kind']) => ofKind(kind).map(({ reference }) => reference);
  const answered = (kind: Intent['kind']) =>
    intents.filter((intent) => intent.kind === kind).flatMap((intent) => idIn(intent) ?? []);

  const purchases = await all(table, purchasesPartition(ref), purchaseItem);
  const paid = purchases.filter(({ price }) => price.price > 0);
  // What was of an account that merged, another one owns.
  const holders = [ref, ...(isMerging(ref) ? [heirOfMerging(ref)] : [])];
  const ownerships = await Promise.all(
    holders.map(async (one) => await all(table, ownershipsPartition(one), ownershipItem)),
  );
  const bought = new Set(purchases.map(({ id }) => id));
  const owned = ownerships.flat().flatMap(({ variants }) => Object.values(variants).flatMap(purchasesBehind));
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  const orders = await all(table, ordersPartition(ref), orderItem);
  const invoices = await all(table, invoicesPartition(ref), invoiceItem);
  const paidInvoices = invoices.filter(({ status }) => status === 'paid');
  const byBatch = await all(table, redemptionsPartition(ref), redemptionItem);
  const redemptions = byBatch.flatMap(({ uses }) => uses);
  // Paying a paid invoice is answered with its payment.
  const answeredPaid = intents.flatMap(({ kind, answer, request }) =>
    kind === 'invoice' && answer?.status === 201 ? (request.params?.['invoiceId'] ?? []) : [],
  );

  return [
    ...same('purchases and their entries', ids(paid), references('purchase')),
    ...same('purchases and answers', ids(purchases), [...new Set(answered('purchase'))]),
    ...same(
      'what is owned',
      ids(purchases.filter(({ refund }) => !refund)),
      owned.filter((id) => bought.has(id)),
    ),
    ...same(
      'refunds and their entries',
      ids(paid.filter(({ refund }) => refund)),
      references('purchase_refund'),
    ),
    ...same(
      'paid orders and their entries',
      ids(orders.filter((order) => paidFor(order) > 0)),
      references('service'),
    ),
    ...same('orders and answers', ids(orders), [
      ...new Set([...answered('order'), ...answered('held_order')]),
    ]),
    ...same(
      'paid invoices and their entries',
      paidInvoices.map(numberOf),
      ofKind('invoice').map(numberOfEntry),
    ),
    ...same('paid invoices and answers', ids(paidInvoices), [...new Set(answeredPaid)]),
    ...same(
      'redemptions and their entries',
      redemptions.map(({ entry }) => String(entry)),
      ofKind('redemption').map(({ number }) => String(number)),
    ),
    ...byBatch.filter(({ uses }) => uses.length > 2).map(({ uses }) => `${uses.length} redemptions of two`),
    ...(await codesThatDiffer(table, ref, redemptions)),
    ...same('purchases and their events', ids(purchases), published('purchase.completed', 'purchaseId')),
    ...same(
      'refunds and their events',
      ids(purchases.filter(({ refund }) => refund)),
      published('purchase.refunded', 'purchaseId'),
    ),
    ...same('orders and their events', ids(orders), published('order.created', 'orderId')),
    ...same('paid invoices and their events', ids(paidInvoices), published('invoice.paid', 'invoiceId')),
    ...same(
      'payments and their events',
      references('checkout'),
      published('checkout.completed', 'checkoutId'),
    ),
    ...same(
      'invoices and what was issued',
      ids(invoices)
        .filter((id) => isMerging(ref) || !billsOfMerging.includes(id))
        .slice(2),
      answered('issue'),
    ),
    ...paidInvoices.flatMap(({ id, amount, payment }) =>
      'credits' in amount &&
      amount.credits === payment?.credits &&
      entries[payment.entry.number - 1]?.amount === amount.credits
        ? []
        : [`invoice ${id} was not paid with what it asks`],
    ),
  ];
};

const numberOf = ({ payment }: { payment?: { entry: { number: number } } }): string =>
  String(payment?.entry.number);

const numberOfEntry = ({ number }: Entry): string => String(number);

/** No code is used more often than it counts. */
const codesThatDiffer = async (
  table: Table,
  { agency }: AccountRef,
  uses: readonly { code: string }[],
): Promise<string[]> => {
  const found: string[] = [];
  for (const { code } of uses) {
    const item = await readOne(table, promoCodeKey(agency, code), promoCodeItem);
    if (!item || item.uses < 1 || item.uses > 2) found.push(`a code was used ${item?.uses} times of two`);
  }
  return found;
};
