import type { Connection, PaymentProvider, VerifyWebhook } from '../provider.ts';
import { stripeClient } from './client.ts';
import { stripeCredentials, stripeWebhooks } from './credentials.ts';
import { factOf } from './facts.ts';
import { readStripeSession } from './read-session.ts';
import { openStripeSession } from './session.ts';
import { stripeEvents, stripeObjects } from './source.ts';
import { verifyStripeEvent } from './verify.ts';

const verifyWith =
  (secrets: readonly string[]): VerifyWebhook =>
  async ({ body, headers }) => {
    const event = verifyStripeEvent(body, headers['stripe-signature'], secrets);
    if (typeof event === 'string') return event;
    const fact = factOf(event);
    return { id: event.id, type: event.type, facts: fact === 'malformed' ? fact : fact ? [fact] : [] };
  };

export const stripe: PaymentProvider = {
  connection: stripeCredentials.transform((credentials): Connection => {
    const client = stripeClient(credentials);
    return {
      open: async (checkout) => await openStripeSession(client, checkout),
      ask: async (_checkout, { id }, now) => await readStripeSession(client, id, now),
      capturesWhenAsked: false,
      recent: { events: stripeEvents(client) },
      nightly: stripeObjects(client),
      longestWindowMs: Infinity,
    };
  }),
  webhooks: stripeWebhooks.optional().transform((secrets = []) => verifyWith(secrets)),
};
