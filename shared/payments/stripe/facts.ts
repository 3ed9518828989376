import type * as z from 'zod';
import { instant, type Instant } from '../../kernel/clock.ts';
import type { PaymentFact } from '../message.ts';
import { stripeDispute, stripeRefund, stripeSession } from './objects.ts';
import {
  closedSession,
  completedSession,
  disputed,
  fundsReinstated,
  fundsWithdrawn,
  refunded,
  sessionPayment,
} from './statements.ts';
import type { StripeEvent } from './verify.ts';

type Reader = (object: unknown, at: Instant) => PaymentFact | 'malformed' | undefined;

const reading =
  <Schema extends z.ZodType>(
    schema: Schema,
    say: (object: z.output<Schema>, at: Instant) => PaymentFact | undefined,
  ): Reader =>
  (object, at) => {
    const parsed = schema.safeParse(object);
    return parsed.success ? say(parsed.data, at) : 'malformed';
  };

const refund = reading(stripeRefund, refunded);
const dispute = reading(stripeDispute, (object) => disputed(object));

/**
 * The events that tell of a payment, by their types. A payment is told by the events of its Checkout Session alone,
 * since the payment intent's own would tell it a second time; a refund by its own events, since `charge.refunded` has
 * sums over time.
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
  ['refund.created', refund],
  ['refund.updated', refund],
  ['refund.failed', refund],
  ['charge.dispute.created', dispute],
  ['charge.dispute.updated', dispute],
  ['charge.dispute.closed', dispute],
  ['charge.dispute.funds_withdrawn', reading(stripeDispute, fundsWithdrawn)],
  ['charge.dispute.funds_reinstated', reading(stripeDispute, fundsReinstated)],
]);

/** What the reconciler asks Stripe for, and what a webhook endpoint should subscribe to. */
export const factTypes: readonly string[] = [...readers.keys()];

/** @returns what the event says of a payment; undefined where it is of no interest */
export const factOf = ({ type, created, data }: StripeEvent): PaymentFact | 'malformed' | undefined =>
  readers.get(type)?.(data.object, instant(created * 1000));
