import type { PaypalAccount } from './account.ts';
import { emit } from './events.ts';
import { paypalId } from './ids.ts';
import type { CaptureFacts } from './resources/capture.ts';
import type { CaptureOutcome, OrderFacts } from './resources/order.ts';
import { nowInSeconds } from '../clock.ts';
import { book, rebook } from './transactions.ts';

/** PayPal's published price in the US; the exact fee does not matter here. */
const feeOf = (amount: number): number => Math.min(amount, Math.round(amount * 0.0349) + 49);

type Approval = NonNullable<OrderFacts['approval']> & {
  capture: Exclude<CaptureOutcome['capture'], 'refused'>;
};

const RESULTS = {
  completed: { status: 'COMPLETED', reason: null, event: 'PAYMENT.CAPTURE.COMPLETED', line: 'S' },
  pending: { status: 'PENDING', reason: 'PENDING_REVIEW', event: 'PAYMENT.CAPTURE.PENDING', line: 'P' },
  declined: {
    status: 'DECLINED',
    reason: 'DECLINED_BY_RISK_FRAUD_FILTERS',
    event: 'PAYMENT.CAPTURE.DECLINED',
    line: 'D',
  },
} as const satisfies Record<Approval['capture'], object>;

/**
 * Captures an order that was approved. The order is then COMPLETED even when its capture is pending or declined: only
 * the capture says whether there is money (https://developer.paypal.com/docs/api/orders/v2/#orders_capture).
 */
export const captureOrder = (account: PaypalAccount, order: OrderFacts, approval: Approval): OrderFacts => {
  const { status, reason, event, line } = RESULTS[approval.capture];
  const { reason: because = reason, responseCode = null } = approval.outcome;
  const now = nowInSeconds();
  const { amount, currency } = approval;
  const fee = status === 'COMPLETED' ? feeOf(amount) : 0;
  const capture = account.captures.put({
    id: paypalId(),
    object: 'capture',
    created: now,
    updated: now,
    status,
    reason: reason && because,
    response_code: reason && responseCode,
    order: order.id,
    amount,
    currency,
    fee,
    refunded: 0,
    custom_id: order.custom_id,
    invoice_id: order.invoice_id,
  });
  book(account, capture, { transaction: capture.id, kind: 'payment', amount, fee, status: line });
  const completed = account.orders.put({ ...order, status: 'COMPLETED', capture: capture.id, updated: now });
  if (status !== 'DECLINED') emit(account, 'CHECKOUT.ORDER.COMPLETED', completed);
  emit(account, event, capture);
  const { settleAfterMs } = account.controls.get();
  if (status === 'PENDING' && settleAfterMs !== null) {
    account.agenda.at(Date.now() + settleAfterMs, account.id, 'capture.complete', capture.id);
  }
  return completed;
};

/** Ends a pending capture. One that has ended already stays as it is. */
export const endCapture = (
  account: PaypalAccount,
  pending: CaptureFacts,
  end: 'complete' | 'deny',
): CaptureFacts => {
  if (pending.status !== 'PENDING') return pending;
  const updated = nowInSeconds();
  if (end === 'deny') {
    const denied = account.captures.put({ ...pending, status: 'DECLINED', updated });
    rebook(account, pending.id, { status: 'D' });
    emit(account, 'PAYMENT.CAPTURE.DENIED', denied);
    return denied;
  }
  const fee = feeOf(pending.amount);
  const completed = account.captures.put({ ...pending, status: 'COMPLETED', reason: null, fee, updated });
  rebook(account, pending.id, { status: 'S', fee });
  emit(account, 'PAYMENT.CAPTURE.COMPLETED', completed);
  return completed;
};
