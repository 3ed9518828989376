import type { Instant } from '../../kernel/clock.ts';
import type { DisputeStatus, PaymentStatus, RefundStatus } from '../../table/items/payment-status.ts';
import type { PaymentFact } from '../message.ts';
import { fromStripe } from './money.ts';
import type { StripeDispute, StripeRefund, StripeSession } from './objects.ts';

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
export const completedSession = (session: StripeSession, at: Instant): PaymentFact =>
  sessionPayment(session, session.payment_status === 'unpaid' ? 'pending' : 'paid', at);

/** @returns undefined for a session that is none of ours */
export const closedSession = (
  { client_reference_id: checkoutId, metadata }: StripeSession,
  at: Instant,
): PaymentFact | undefined =>
  checkoutId && metadata?.account
    ? { type: 'checkout_closed', checkoutId, account: metadata.account, at }
    : undefined;

const refundStatuses: Record<StripeRefund['status'], RefundStatus> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'failed',
};

/** @returns undefined for a refund of what is no payment of ours: each of ours has a payment intent */
export const refunded = (refund: StripeRefund): PaymentFact | undefined =>
  refund.payment_intent
    ? {
        type: 'refund',
        paymentId: refund.payment_intent,
        refundId: refund.id,
        cause: 'refund',
        status: refundStatuses[refund.status],
        money: fromStripe(refund),
        at: refund.created,
      }
    : undefined;

const disputeStatuses: Record<StripeDispute['status'], DisputeStatus> = {
  // An inquiry: no money has moved, and none does unless a dispute comes of it.
  warning_needs_response: 'warning',
  warning_under_review: 'warning',
  warning_closed: 'warning',
  prevented: 'warning',
  needs_response: 'open',
  under_review: 'open',
  lost: 'lost',
  won: 'won',
};

/**
 * @param status what the event itself says of the money, where that goes beyond the dispute's own status
 * @returns undefined for a dispute of what is no payment of ours
 */
export const disputed = (
  dispute: StripeDispute,
  status: DisputeStatus = disputeStatuses[dispute.status],
): PaymentFact | undefined =>
  dispute.payment_intent
    ? {
        type: 'dispute',
        paymentId: dispute.payment_intent,
        disputeId: dispute.id,
        status,
        money: fromStripe(dispute),
        at: dispute.created,
      }
    : undefined;

/** The money was withdrawn: whatever the dispute's status, this is more than a warning. */
export const fundsWithdrawn = (dispute: StripeDispute): PaymentFact | undefined =>
  disputed(dispute, disputeStatuses[dispute.status] === 'warning' ? 'open' : undefined);

export const fundsReinstated = (dispute: StripeDispute): PaymentFact | undefined => disputed(dispute, 'won');
