import type Stripe from 'stripe';
import type { Instant } from '../../kernel/clock.ts';
import { log } from '../../kernel/log.ts';
import type { PaymentStatus, RefundStatus } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import { type Listed, lookUp } from './known-status.ts';
import { fromStripe } from './money.ts';
import type { StripeRefund, StripeRefundedCharge, StripeSession } from './objects.ts';

/** What Stripe's objects say, as facts. */

export const sessionPayment = (session: StripeSession, status: PaymentStatus, at: Instant): PaymentFact => ({
  type: 'payment',
  // A session over nothing has no payment intent; then the session itself is what was paid.
  paymentId: session.payment_intent ?? session.id,
  status,
  money: fromStripe({ amount: session.amount_total ?? 0, currency: session.currency ?? 'XXX' }),
  at,
  ...(session.client_reference_id && { checkoutId: session.client_reference_id }),
  ...(session.metadata?.account && { account: session.metadata.account }),
});

/** A session that is complete while its payment is `unpaid` waits for a slow method. */
const paymentStatuses = {
  unpaid: 'pending',
  paid: 'paid',
  no_payment_required: 'paid',
} as const satisfies Record<Listed<Stripe.Checkout.Session.PaymentStatus>, PaymentStatus>;

/** A payment in an unknown status is not paid yet: Stripe reports it again once it is. */
export const completedSession = (session: StripeSession, at: Instant): PaymentFact => {
  const status = lookUp(paymentStatuses, session.payment_status);
  if (!status)
    log.warn('unknown status', { provider: 'stripe', session: session.id, status: session.payment_status });
  return sessionPayment(session, status ?? 'pending', at);
};

/** @returns undefined for a session of another shop */
export const closedSession = (
  { client_reference_id: checkoutId, metadata }: StripeSession,
  at: Instant,
): PaymentFact | undefined =>
  checkoutId && metadata?.account
    ? { type: 'checkout_closed', checkoutId, account: metadata.account, at }
    : undefined;

/** The statuses that we know. Stripe may have others, or none. */
const refundStatuses = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
} as const satisfies Record<string, RefundStatus>;

/** In a status that we do not know the money is gone unless a transaction says that it came back. */
const refundStatusOf = ({ id, status, failure_balance_transaction: failure }: StripeRefund): RefundStatus => {
  const known = lookUp(refundStatuses, status);
  if (!known) log.warn('unknown status', { provider: 'stripe', refund: id, status });
  return known ?? (failure ? 'failed' : 'pending');
};

/** @returns undefined for a refund of what is no payment of ours: each of ours has a payment intent */
export const refunded = (refund: StripeRefund): PaymentFact | undefined =>
  refund.payment_intent
    ? {
        type: 'refund',
        paymentId: refund.payment_intent,
        refundId: refund.id,
        cause: 'refund',
        status: refundStatusOf(refund),
        money: fromStripe(refund),
        at: refund.created,
      }
    : undefined;

/** One fact for each refund that a charge lists, never its sum over time: that would count a refund twice. */
export const chargeRefunded = ({ payment_intent: intent, refunds }: StripeRefundedCharge): PaymentFact[] =>
  (refunds?.data ?? []).flatMap((refund) => refunded({ payment_intent: intent, ...refund }) ?? []);
