import { ok } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import { checkoutItem } from '../../table/items/checkout.ts';
import { checkoutsList } from '../../table/keys.ts';
import { listPage } from '../../table/list.ts';
import type { Table } from '../../table/table.ts';
import { receiptOf } from '../receipts.ts';
import type { FactSource } from '../source.ts';
import type { Paypal } from './client.ts';
import { capturePaypalOrder } from './orders.ts';

/** As many calls at the most. */
const PAGE = 10;

/**
 * The orders of our own checkouts that nobody has told us the end of: each is asked for its payment, which also takes
 * what its customer has approved. The report is hours behind, and knows nothing of an order that was never captured.
 */
export const paypalOrders =
  (paypal: Paypal, table: Table, agency: string): FactSource =>
  async ({ from, to }, page) => {
    const listed = await listPage(table, {
      partition: checkoutsList(agency),
      inIndex: true,
      item: checkoutItem,
      limit: PAGE,
      from,
      to,
      cursor: page ?? undefined,
    });
    if (!listed.ok) throw new TypeError(listed.error.code);
    const facts: PaymentFact[] = [];
    for (const checkout of listed.value.items) {
      if (checkout.provider !== 'paypal' || !checkout.session) continue;
      const receipt = await receiptOf(table, checkout);
      if (receipt?.payment?.status === 'paid') continue;
      const taken = await capturePaypalOrder(paypal, checkout, checkout.session.id);
      // What PayPal refuses of one order, it has noted; the others go on.
      if (taken.ok) facts.push(...taken.value);
      else if (taken.error.code === 'provider_unreachable') return taken;
    }
    return ok({ facts, next: listed.value.cursor });
  };
