import type { Instant } from '../../kernel/clock.ts';
import { log } from '../../kernel/log.ts';
import type { PaymentStatus, RefundStatus } from '../../table/items/payment-status.ts';
import type { OrderApproved, PaymentFact } from '../message.ts';
import type { PaypalCapture, PaypalOrder, PaypalRefund } from './objects.ts';

/** What PayPal's payments say, as facts. A payment is known by its capture. */

/** That a capture was refunded since does not change that it was paid: refunds are facts of their own. */
const captureStatuses: ReadonlyMap<string, PaymentStatus> = new Map<string, PaymentStatus>([
  ['COMPLETED', 'paid'],
  ['PARTIALLY_REFUNDED', 'paid'],
  ['REFUNDED', 'paid'],
  ['PENDING', 'pending'],
  ['DECLINED', 'failed'],
  ['DENIED', 'failed'],
  ['FAILED', 'failed'],
]);

/** A payment in a status that we do not know is not paid yet: PayPal's report says when it is. */
const captureStatusOf = ({ id, status }: PaypalCapture): PaymentStatus => {
  const known = captureStatuses.get(status);
  if (!known) log.warn('unknown status', { provider: 'paypal', capture: id, status });
  return known ?? 'pending';
};

/** @param at the event's time, used if the capture has none */
export const captured = (
  capture: PaypalCapture,
  at: Instant,
  status: PaymentStatus = captureStatusOf(capture),
): PaymentFact => ({
  type: 'payment',
  paymentId: capture.id,
  status,
  money: capture.amount,
  at: capture.update_time ?? capture.create_time ?? at,
  ...(capture.invoice_id !== undefined && { checkoutId: capture.invoice_id }),
  ...(capture.custom_id !== undefined && { account: capture.custom_id }),
});

const refundStatuses: ReadonlyMap<string, RefundStatus> = new Map<string, RefundStatus>([
  ['COMPLETED', 'succeeded'],
  ['PENDING', 'pending'],
  ['FAILED', 'failed'],
  ['CANCELLED', 'failed'],
]);

/** In a status that we do not know the money is on its way. */
const refundStatusOf = ({ id, status }: PaypalRefund): RefundStatus => {
  const known = refundStatuses.get(status);
  if (!known) log.warn('unknown status', { provider: 'paypal', refund: id, status });
  return known ?? 'pending';
};

/** @returns nothing for a refund of what is no capture: each payment of ours is one */
export const wentBack = (refund: PaypalRefund, cause: 'refund' | 'reversal'): PaymentFact[] => {
  const { id: refundId, amount: money, create_time: at, links } = refund;
  const { capture: paymentId } = links;
  if (paymentId === undefined) return [];
  return [{ type: 'refund', paymentId, refundId, cause, status: refundStatusOf(refund), money, at }];
};

/** @returns nothing for an order of another shop */
export const approved = (
  { id: orderId, purchase_units: [unit] }: PaypalOrder,
  at: Instant,
): OrderApproved[] =>
  unit?.invoice_id === undefined
    ? []
    : [
        {
          type: 'order_approved',
          orderId,
          checkoutId: unit.invoice_id,
          ...(unit.custom_id !== undefined && { account: unit.custom_id }),
          at,
        },
      ];
