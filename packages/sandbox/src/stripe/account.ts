import { createHash } from 'node:crypto';
import { Stripe } from 'stripe';
import { openCollection } from '../collection.ts';
import { controlsOf } from '../delivery/controls.ts';
import type { Sandbox } from '../provider.ts';
import { nowInSeconds } from '../clock.ts';
import { stripeId } from './ids.ts';
import { balanceTransactionFacts } from './resources/balance-transaction.ts';
import { chargeFacts } from './resources/charge.ts';
import { sessionFacts } from './resources/checkout-session.ts';
import { disputeFacts } from './resources/dispute.ts';
import { type Cause, type EventFacts, eventFacts } from './resources/event.ts';
import { paymentIntentFacts } from './resources/payment-intent.ts';
import { refundFacts } from './resources/refund.ts';
import { strayFacts } from './stray-events.ts';

export type StripeAccountSettings = {
  secretKey: string;
  webhook: { url: string; secret: string };
};

/** Before this version, `refund.*` events reported only refunds without a charge. */
const REFUND_EVENTS_SINCE_VERSION = '2024-10-28';

/** A buyer or a bank, not a request of ours. */
export const NO_REQUEST: Cause = { id: null, idempotency_key: null };

/** One Stripe account: its objects and its events. The secret key is not stored. */
export const openAccount = (
  { database, outbox, controls: shared, agenda, url }: Sandbox,
  { secretKey, webhook }: StripeAccountSettings,
) => {
  const id = `acct_${createHash('sha256').update(secretKey).digest('hex').slice(0, 16)}`;
  const channel = `stripe/${id}`;
  const controls = controlsOf(shared, secretKey);
  const events = openCollection(database, id, 'event', eventFacts, ['type']);

  /** Makes an event about an object as it is now, and has it delivered. */
  const emit = (type: EventFacts['type'], subject: EventFacts['subject'], cause: Cause): void => {
    const version = controls.get().stripeVersion ?? Stripe.API_VERSION;
    if (type.startsWith('refund.') && version < REFUND_EVENTS_SINCE_VERSION) return;
    const make = (): EventFacts =>
      events.put({
        id: stripeId('evt'),
        object: 'event',
        created: nowInSeconds(),
        type,
        api_version: version,
        subject,
        request: cause,
      });
    outbox.publish({ channel, key: secretKey, event: make().id, type, again: () => make().id });
  };

  return {
    id,
    secretKey,
    url,
    channel,
    webhook,
    outbox,
    controls,
    agenda,
    sessions: openCollection(database, id, 'checkout session', sessionFacts, ['payment_intent', 'status']),
    paymentIntents: openCollection(database, id, 'payment intent', paymentIntentFacts),
    charges: openCollection(database, id, 'charge', chargeFacts, ['payment_intent']),
    refunds: openCollection(database, id, 'refund', refundFacts, ['charge', 'payment_intent']),
    disputes: openCollection(database, id, 'dispute', disputeFacts, ['charge', 'payment_intent']),
    balanceTransactions: openCollection(database, id, 'balance transaction', balanceTransactionFacts, [
      'source',
      'type',
      'currency',
    ]),
    events,
    strays: openCollection(database, id, 'stray event', strayFacts),
    emit,
  };
};

export type StripeAccount = ReturnType<typeof openAccount>;
