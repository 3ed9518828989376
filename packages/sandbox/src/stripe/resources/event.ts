import { Stripe } from 'stripe';
import * as z from 'zod';
import { chargeFacts } from './charge.ts';
import { sessionFacts } from './checkout-session.ts';
import { kept } from './common.ts';
import { disputeFacts } from './dispute.ts';
import { paymentIntentFacts } from './payment-intent.ts';
import { refundFacts } from './refund.ts';

const EVENT_TYPES = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'payment_intent.created',
  'payment_intent.processing',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'charge.pending',
  'charge.succeeded',
  'charge.failed',
  'charge.refunded',
  'charge.refund.updated',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
] as const;

/** What we keep of an Event: its object as it was at that moment. */
export const eventFacts = z.object({
  ...kept,
  object: z.literal('event'),
  type: z.enum(EVENT_TYPES),
  api_version: z.string().default(Stripe.API_VERSION),
  subject: z.discriminatedUnion('object', [
    sessionFacts,
    paymentIntentFacts,
    chargeFacts,
    refundFacts,
    disputeFacts,
  ]),
  request: z.object({ id: z.string().nullable(), idempotency_key: z.string().nullable() }),
});

export type EventFacts = z.infer<typeof eventFacts>;

/** The request that caused an event; both are null when a buyer or the bank did. */
export type Cause = EventFacts['request'];

/**
 * @param subject the event's object as the API shows it
 * @param pending how many deliveries of the event are still to come
 */
export const event = (facts: EventFacts, subject: object, pending: number): Stripe.EventBase => ({
  id: facts.id,
  object: 'event',
  api_version: facts.api_version,
  created: facts.created,
  data: { object: subject },
  livemode: false,
  pending_webhooks: pending,
  request: facts.request,
  type: facts.type,
});
