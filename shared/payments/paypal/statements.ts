import type { Instant } from '../../kernel/clock.ts';
import type { PaymentStatus, RefundStatus } from '../../table/items/payment-status.ts';
import type { OrderApproved, PaymentFact } from '../message.ts';
import type { PaypalCapture, PaypalOrder, PaypalRefund } from './objects.ts';

/** What PayPal's payments say, as facts. A payment is known by its capture. */

/** That a capture was refunded since does not change that it was paid: refunds are facts of their own. */
const captureStatuses: Record<PaypalCapture['status'], PaymentStatus> = {
  COMPLETED: 'paid',
  PARTIALLY_REFUNDED: 'paid',
  REFUNDED: 'paid',
  PENDING: 'pending',
  DECLINED: 'failed',
  DENIED: 'failed',
  FAILED: 'failed',
};

/** @param at the time of what tells of the capture, for one that names none itself */
export const captured = (
  capture: PaypalCapture,
  at: Instant,
  status: PaymentStatus = captureStatuses[capture.status],
): PaymentFact => ({
  type: 'payment',
  paymentId: capture.id,
  status,
  money: capture.amount,
  at: capture.update_time ?? capture.create_time ?? at,
  ...(capture.invoice_id !== undefined && { checkoutId: capture.invoice_id }),
  ...(capture.custom_id !== undefined && { account: capture.custom_id }),
});

const refundStatuses: Record<PaypalRefund['status'], RefundStatus> = {
  COMPLETED: 'succeeded',
  PENDING: 'pending',
  FAILED: 'failed',
  CANCELLED: 'failed',
};

/** @returns nothing for a refund of what is no capture: each payment of ours is one */
export const wentBack = (
  { id, status, amount, create_time: at, links: { capture } }: PaypalRefund,
  cause: 'refund' | 'reversal',
): PaymentFact[] =>
  capture === undefined
    ? []
    : [
        {
          type: 'refund',
          paymentId: capture,
          refundId: id,
          cause,
          status: refundStatuses[status],
          money: amount,
          at,
        },
      ];

/** @returns nothing for an order that is none of ours */
export const approved = (
  { id: orderId, purchase_units: [unit] }: PaypalOrder,
  at: Instant,
): OrderApproved[] =>
  unit?.invoice_id !== undefined && unit.custom_id !== undefined
    ? [{ type: 'order_approved', orderId, checkoutId: unit.invoice_id, account: unit.custom_id, at }]
    : [];
