import { randomUUID } from 'node:crypto';
import { instant } from '../../kernel/clock.ts';
import { log } from '../../kernel/log.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { PaymentFact } from '../message.ts';
import type { Checkout } from '../../table/items/checkout.ts';
import type { ProviderError } from '../provider-error.ts';
import type { Paypal } from './client.ts';
import { declinedCapture, declineReasonOf } from './declines.ts';
import { paypalOrder, type PaypalOrder } from './objects.ts';
import { captured } from './statements.ts';

/**
 * Refusals that are about the buyer, who can do something about them or leave it. Any other is about the agency's
 * account or about our request: restricted, a currency that it does not take, an invoice paid already.
 * @see https://developer.paypal.com/api/rest/reference/orders/v2/errors
 */
const BUYER_ISSUES: ReadonlySet<string | undefined> = new Set([
  'CARD_CLOSED',
  'CARD_EXPIRED',
  'INSTRUMENT_DECLINED',
  'MAX_NUMBER_OF_PAYMENT_ATTEMPTS_EXCEEDED',
  'ORDER_EXPIRED',
  'ORDER_NOT_APPROVED',
  'PAYER_ACCOUNT_LOCKED_OR_CLOSED',
  'PAYER_ACCOUNT_RESTRICTED',
  'PAYER_ACTION_REQUIRED',
  'PAYER_CANNOT_PAY',
  'REDIRECT_PAYER_FOR_ALTERNATE_FUNDING',
  'TRANSACTION_LIMIT_EXCEEDED',
  'TRANSACTION_REFUSED',
]);

/** Of these, no try to pay was declined: there was none. */
const UNPAID_ISSUES: ReadonlySet<string> = new Set(['ORDER_EXPIRED', 'ORDER_NOT_APPROVED']);

/** Another call has captured the order, or the order has ended. */
const ENDED_ISSUES: ReadonlySet<string | undefined> = new Set([
  'ORDER_ALREADY_CAPTURED',
  'ORDER_COMPLETED_OR_VOIDED',
]);

/**
 * Reads the order of a checkout, and takes its payment where the customer has approved it.
 *
 * PayPal captures an order once, whatever the request's id. It keeps a refusal under that id, so each try has one of its
 * own.
 * @see https://developer.paypal.com/docs/api/orders/v2/#orders_capture
 * @param id PayPal's id of the order
 * @param now milliseconds since the epoch
 * @param isDryRun takes no payment: an approved one is stated as if PayPal had captured it
 * @returns nothing where there is nothing to take: not approved yet, declined, or too late
 */
export const completePaypalOrder = async (
  paypal: Paypal,
  checkout: Checkout,
  id: string,
  now: number,
  isDryRun = false,
): Promise<Result<PaymentFact[], ProviderError>> => {
  const path = `/v2/checkout/orders/${encodeURIComponent(id)}`;
  const payments = (order: PaypalOrder) => paymentsOf(order, checkout, now);
  const read = async () => {
    const order = await paypal({ method: 'GET', path }, paypalOrder);
    return !order.ok && order.error.status === 404 ? ok(undefined) : order;
  };
  const before = await read();
  if (!before.ok || before.value === undefined) return before.ok ? ok([]) : before;
  if (before.value.status !== 'APPROVED') return ok(payments(before.value));

  if (isDryRun) return ok([approved(checkout, id, now)]);
  const requestId = `${checkout.id}-${randomUUID()}`;
  const taken = await paypal({ method: 'POST', path: `${path}/capture`, requestId, body: {} }, paypalOrder);
  if (taken.ok && payments(taken.value).length > 0) return ok(payments(taken.value));
  if (taken.ok || ENDED_ISSUES.has(taken.error.issue)) {
    const after = await read();
    return after.ok ? ok(after.value ? payments(after.value) : []) : after;
  }
  const { agency, account, id: checkoutId } = checkout;
  const { issue } = taken.error;
  log.warn('paypal order not captured', { agency, checkout: checkoutId, ...taken.error });
  if (!BUYER_ISSUES.has(issue)) return taken;
  const decline = { checkoutId, account, reason: declineReasonOf(issue), at: instant(now) };
  return ok(
    issue !== undefined && UNPAID_ISSUES.has(issue) ? [] : [{ type: 'payment_declined', ...decline }],
  );
};

/** The fact that a capture in full would state. Only the id of the payment is PayPal's to give. */
const approved = (
  { id: checkoutId, account, price: money }: Checkout,
  orderId: string,
  now: number,
): PaymentFact => ({
  type: 'payment',
  paymentId: `order-${orderId}`,
  status: 'paid',
  money,
  at: instant(now),
  checkoutId,
  account,
});

/** PayPal's shorter answers leave out what we gave the order; that it is this checkout's order, we know ourselves. */
const paymentsOf = (order: PaypalOrder, { id, account }: Checkout, now: number): PaymentFact[] =>
  order.purchase_units
    .flatMap(({ payments }) => payments?.captures ?? [])
    .map((capture) => ({ ...capture, invoice_id: id, custom_id: account }))
    .flatMap((capture) => [captured(capture, instant(now)), ...declinedCapture(capture, instant(now))]);
