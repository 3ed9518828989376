import type { Connection, PaymentProvider, VerifyWebhook } from '../provider.ts';
import { stripeClient } from './client.ts';
import { stripeCredentials, stripeWebhooks, type StripeCredentials } from './credentials.ts';
import { factsOf, tasksOf } from './facts.ts';
import { readStripeSession } from './read-session.ts';
import { openStripeSession } from './session.ts';
import { stripeEvents, stripeObjects, stripeRefundsOf } from './source.ts';
import { verifyStripeEvent } from './verify.ts';

const verifyWith =
  (secrets: readonly string[]): VerifyWebhook =>
  async ({ body, headers }) => {
    const event = verifyStripeEvent(body, headers['stripe-signature'], secrets);
    if (typeof event === 'string') return event;
    const { id, type, livemode, account } = event;
    const read = account === undefined ? factsOf(event) : 'foreign_account';
    const facts = typeof read === 'string' ? read : [...read, ...tasksOf(event)];
    return { id, type, facts, ...(livemode !== undefined && { livemode }) };
  };

/** @see https://docs.stripe.com/keys: `sk_live_…`, and `rk_live_…` where it is restricted */
const liveModeOf = ({ secretKey }: StripeCredentials): Pick<Connection, 'livemode'> => {
  const [, mode] = /^[a-z]+_(live|test)_/.exec(secretKey) ?? [];
  return mode === undefined ? {} : { livemode: mode === 'live' };
};

export const stripe: PaymentProvider = {
  connection: stripeCredentials.transform((credentials): Connection => {
    const client = stripeClient(credentials);
    const objects = stripeObjects(client);
    return {
      open: async (checkout) => await openStripeSession(client, checkout),
      ask: async (_checkout, { id }, now) => await readStripeSession(client, id, now),
      capturesWhenAsked: false,
      ...liveModeOf(credentials),
      refundsOf: async (paymentId) => await stripeRefundsOf(client, paymentId),
      // Events of an older API version do not report every refund.
      recent: { events: stripeEvents(client), refunds: objects.refunds },
      nightly: objects,
      maxWindowMs: Infinity,
    };
  }),
  webhooks: stripeWebhooks.optional().transform((secrets = []) => verifyWith(secrets)),
};
