import type * as z from 'zod';
import type { Instant } from '../kernel/clock.ts';
import { endpointItem } from '../table/items/endpoint.ts';
import { invoiceItem } from '../table/items/invoice.ts';
import { purchaseItem, type Purchase } from '../table/items/purchase.ts';
import { receiptItem } from '../table/items/receipt.ts';
import { reconciliationItem } from '../table/items/reconciliation.ts';
import { creditRequestItem } from '../table/items/credit-request.ts';
import { orderItem } from '../table/items/service.ts';
import type { Streamed } from '../table/keys.ts';
import { decode } from '../table/table.ts';
import type { Draft } from './draft.ts';
import { creditRequestEvents } from './request-events.ts';

type Item = Record<string, unknown>;

/** An item before and after it was written, and when the table took the write. */
export type Images = { before: Item | undefined; after: Item; at: Instant };

type Tell = (images: Images) => Draft[];

const about =
  <Schema extends z.ZodType>(
    schema: Schema,
    tell: (after: z.output<Schema>, before: z.output<Schema> | undefined, at: Instant) => Draft[],
  ): Tell =>
  ({ before, after, at }) => {
    const now = decode(schema, after);
    return now === undefined ? [] : tell(now, decode(schema, before), at);
  };

/** What a change of a record means that moves no credits by itself. Throws CorruptItemError. */
export const recordEvents: Record<Exclude<Streamed, 'account'>, Tell> = {
  receipt: about(receiptItem, (after, before) => {
    const { agency, account, checkoutId, creditedAt: time, provider, paymentId, applied, payment } = after;
    if (time === undefined || before?.creditedAt !== undefined || checkoutId === undefined) return [];
    const data = {
      checkoutId,
      provider,
      paymentId,
      credits: applied,
      ...(payment && { price: payment.money }),
    };
    return [{ type: 'checkout.completed', agency, account, time, data }];
  }),

  purchase: about(purchaseItem, (after, before) => {
    const { agency, account, productName, variantName, at, refund } = after;
    const drafts: Draft[] = [];
    if (!before) {
      const data = { ...bought(after), productName, variantName };
      drafts.push({ type: 'purchase.completed', agency, account, time: at, data });
    }
    if (refund && !before?.refund)
      drafts.push({ type: 'purchase.refunded', agency, account, time: refund.at, data: bought(after) });
    return drafts;
  }),

  order: about(orderItem, (after, before) => {
    const { agency, account, id: orderId, serviceId, name, credits, note, at: time } = after;
    const data = { orderId, serviceId, name, credits, ...(note !== undefined && { note }) };
    return before ? [] : [{ type: 'order.created', agency, account, time, data }];
  }),

  invoice: about(invoiceItem, (after, before) => {
    const { agency, account, id: invoiceId, number: invoiceNumber, payment } = after;
    if (!payment || before?.payment) return [];
    const data = { invoiceId, invoiceNumber, credits: payment.credits };
    return [{ type: 'invoice.paid', agency, account, time: payment.at, data }];
  }),

  request: about(creditRequestItem, creditRequestEvents),

  reconciliation: about(reconciliationItem, (after, before, time) => {
    const { agency, id: reconciliationId, provider, mismatchCount } = after;
    const known = before?.mismatchCount ?? 0;
    if (mismatchCount <= known) return [];
    const data = { reconciliationId, provider, mismatchCount, mismatches: after.mismatches.slice(known) };
    return [{ type: 'reconciliation.mismatch', agency, time, data }];
  }),

  // Whoever disables an endpoint by hand clears its failures, and needs not be told.
  endpoint: about(endpointItem, (after, before, time) => {
    const { agency, id: endpointId, url, status, failingSince } = after;
    if (status !== 'disabled' || before?.status === 'disabled' || failingSince === undefined) return [];
    return [{ type: 'endpoint.disabled', agency, time, data: { endpointId, url, failingSince } }];
  }),
};

const bought = ({ id, productId, variantId, price }: Purchase) => ({
  purchaseId: id,
  productId,
  variantId,
  credits: price.price,
});
