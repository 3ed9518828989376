import type * as z from 'zod';
import { instant, type Instant } from '../../kernel/clock.ts';
import type { PaymentFact, RefundsChanged } from '../message.ts';
import { declined } from './declines.ts';
import { disputed } from './dispute-statements.ts';
import {
  stripeDispute,
  stripeFailedIntent,
  stripeRefund,
  stripeRefundedCharge,
  stripeSession,
} from './objects.ts';
import { chargeRefunded, closedSession, completedSession, refunded, sessionPayment } from './statements.ts';
import type { StripeEvent } from './verify.ts';

type Reader = (object: unknown, at: Instant) => PaymentFact[] | 'malformed';

const reading =
  <Schema extends z.ZodType>(
    schema: Schema,
    say: (object: z.output<Schema>, at: Instant) => PaymentFact[] | PaymentFact | undefined,
  ): Reader =>
  (object, at) => {
    const parsed = schema.safeParse(object);
    return parsed.success ? [say(parsed.data, at) ?? []].flat() : 'malformed';
  };

const refund = reading(stripeRefund, refunded);
const disputeAbout = (funds?: 'withdrawn' | 'reinstated'): Reader =>
  reading(stripeDispute, (object, at) => disputed(object, { at, ...(funds && { funds }) }));
const dispute = disputeAbout();

/**
 * The events about payments, by type. A payment is reported by the events of its Checkout Session alone, since the payment
 * intent's would report it twice; the intent only says why an attempt was declined. A refund is reported by its own events:
 * before API version 2024-10-28 by `charge.refund.updated`, whose object is the refund, and by `charge.refunded`, of which
 * only listed refunds count and never the sum.
 * @see https://docs.stripe.com/checkout/fulfillment
 * @see https://docs.stripe.com/api/events/types
 */
const readers: ReadonlyMap<string, Reader> = new Map([
  ['checkout.session.completed', reading(stripeSession, completedSession)],
  [
    'checkout.session.async_payment_succeeded',
    reading(stripeSession, (session, at) => sessionPayment(session, 'paid', at)),
  ],
  [
    'checkout.session.async_payment_failed',
    reading(stripeSession, (session, at) => sessionPayment(session, 'failed', at)),
  ],
  ['checkout.session.expired', reading(stripeSession, closedSession)],
  ['payment_intent.payment_failed', reading(stripeFailedIntent, declined)],
  ['refund.created', refund],
  ['refund.updated', refund],
  ['refund.failed', refund],
  ['charge.refund.updated', refund],
  ['charge.refunded', reading(stripeRefundedCharge, chargeRefunded)],
  ['charge.dispute.created', dispute],
  ['charge.dispute.updated', dispute],
  ['charge.dispute.closed', dispute],
  ['charge.dispute.funds_withdrawn', disputeAbout('withdrawn')],
  ['charge.dispute.funds_reinstated', disputeAbout('reinstated')],
]);

/** What the reconciler asks Stripe for, and what a webhook endpoint should subscribe to. */
export const factTypes: readonly string[] = [...readers.keys()];

/** Since this version `refund.*` events report every refund. */
const REFUND_EVENTS_SINCE_VERSION = '2024-10-28';

/**
 * The work that an event requires: an older version's event says that a charge was refunded, with only the refunds' sum.
 * @see https://docs.stripe.com/changelog/acacia/2024-10-28/refund-event-improvements
 */
export const tasksOf = ({ type, created, api_version: version, data }: StripeEvent): RefundsChanged[] => {
  if (type !== 'charge.refunded' || (version ?? '') >= REFUND_EVENTS_SINCE_VERSION) return [];
  const { payment_intent: paymentId, refunds } = stripeRefundedCharge.safeParse(data.object).data ?? {};
  return paymentId && !refunds ? [{ type: 'refunds_changed', paymentId, at: instant(created * 1000) }] : [];
};

/** @returns what the event says of payments; nothing where it is of no interest */
export const factsOf = ({ type, created, data }: StripeEvent): PaymentFact[] | 'malformed' =>
  readers.get(type)?.(data.object, instant(created * 1000)) ?? [];
