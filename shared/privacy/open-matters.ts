import { instant } from '../kernel/clock.ts';
import { asOf } from '../credit-requests/advance.ts';
import { requestsOf } from '../credit-requests/every-request.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { statusOf } from '../holds/hold.ts';
import { statusOf as checkoutStatusOf } from '../payments/checkout.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import type { OpenMatter } from '../table/items/erasure.ts';
import { giftItem } from '../table/items/gift.ts';
import { holdItem } from '../table/items/hold.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { orderItem } from '../table/items/service.ts';
import {
  checkoutKey,
  giftsList,
  holdsPartition,
  invoicesPartition,
  ordersPartition,
  receiptsList,
} from '../table/keys.ts';
import { everyItem } from '../table/list.ts';

/** What an account's records say: what is still open, and when the newest of these records was made. */
export type Matters = { open: OpenMatter[]; newest: string };

/**
 * Goes through an account's records. Each of them is read strongly consistent but for receipts and gifts, which an index
 * lists: one of the last moments may be missing. Such a payment is settled like any late one, and such a gift goes on.
 */
export const mattersOf = async ({ table, now }: Ledger, ref: AccountRef): Promise<Matters> => {
  const at = instant(now());
  const [checkouts, receipts, requests, orders, invoices, holds, gifts] = await Promise.all([
    everyItem(table, { partition: checkoutKey(ref, '').pk, item: checkoutItem }),
    everyItem(table, { partition: receiptsList(ref), inIndex: true, item: receiptItem }),
    requestsOf(table, ref),
    everyItem(table, { partition: ordersPartition(ref), item: orderItem }),
    everyItem(table, { partition: invoicesPartition(ref), item: invoiceItem }),
    everyItem(table, { partition: holdsPartition(ref), item: holdItem }),
    everyItem(table, { partition: giftsList(ref), inIndex: true, item: giftItem }),
  ]);
  const receiptsOf = Map.groupBy(receipts, ({ checkoutId }) => checkoutId);
  const isOpen: Record<Exclude<OpenMatter, 'credits' | 'debt'>, boolean> = {
    checkouts: checkouts.some((checkout) =>
      (receiptsOf.get(checkout.id) ?? [undefined]).some((receipt) =>
        UNSETTLED.has(checkoutStatusOf(checkout, receipt, now())),
      ),
    ),
    credit_requests: requests.some((request) => asOf(request, at).status === 'pending'),
    disputes: receipts.some(({ disputes }) =>
      Object.values(disputes).some(({ status }) => status === 'open' || status === 'warning'),
    ),
    refunds: receipts.some(({ refunds }) =>
      Object.values(refunds).some(({ status }) => status === 'pending'),
    ),
    orders: orders.some(({ status = 'done' }) => status === 'new' || status === 'in_progress'),
    invoices: invoices.some(({ status }) => status === 'open'),
    holds: holds.some((hold) => statusOf(hold, at) === 'open'),
    gifts: gifts.some(({ ended }) => !ended),
  };
  const times = [
    ...[...checkouts, ...requests].map(({ createdAt }) => createdAt),
    ...orders.map((order) => order.at),
    ...invoices.map(({ issuedAt }) => issuedAt),
    ...[...holds, ...gifts].map(({ createdAt }) => createdAt),
  ];
  return { open: MATTERS.filter((matter) => isOpen[matter]), newest: times.toSorted().at(-1) ?? '' };
};

const MATTERS = [
  'checkouts',
  'credit_requests',
  'disputes',
  'refunds',
  'orders',
  'invoices',
  'holds',
  'gifts',
] as const;

const UNSETTLED: ReadonlySet<string> = new Set(['open', 'processing', 'under_review']);
