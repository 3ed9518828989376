import { inTransaction } from '../database.ts';
import { type CheckoutLine, type Provider, quietly, type Sandbox } from '../provider.ts';
import { NO_REQUEST, openAccount, type StripeAccount, type StripeAccountSettings } from './account.ts';
import { apiRoutes } from './api.ts';
import { payOneOfMany } from './bulk.ts';
import { STRIPE_CONTROLS } from './calls.ts';
import { expire, settle } from './checkout.ts';
import { stripeControlRoutes } from './control-routes.ts';
import { readable } from './currencies.ts';
import { asOf, nowInSeconds } from '../clock.ts';
import { stripeId } from './ids.ts';
import { paymentRoutes } from './payment-routes.ts';
import type { SessionFacts } from './resources/checkout-session.ts';
import { strayRoutes } from './stray-routes.ts';
import { webhookChannel } from './webhook.ts';

const line = (session: SessionFacts): CheckoutLine => ({
  id: session.id,
  created: session.created,
  amount: readable(session.amount_total, session.currency),
  state: session.status === 'complete' ? `complete, ${session.payment_status}` : session.status,
  href: `/pay/${session.id}`,
});

/** Stands in for Stripe: its API, its payment page and its webhooks. */
export const openStripe = (sandbox: Sandbox, settings: readonly StripeAccountSettings[]): Provider => {
  const { database, outbox } = sandbox;
  const byKey = new Map(settings.map((account) => [account.secretKey, openAccount(sandbox, account)]));
  const accounts = [...byKey.values()];

  const findSession = (id: string): { account: StripeAccount; session: SessionFacts } | undefined => {
    for (const account of accounts) {
      const session = account.sessions.get(id);
      if (session !== undefined) return { account, session };
    }
    return undefined;
  };

  return {
    name: 'Stripe',
    routes: [
      ...apiRoutes(database, byKey),
      ...paymentRoutes(database, findSession),
      ...stripeControlRoutes(database, accounts),
      ...strayRoutes(database, byKey),
    ],
    help: STRIPE_CONTROLS,
    channels: accounts.map(webhookChannel),

    payInBulk: (key, payments, sendsWebhooks) => {
      const found = settings.find(({ secretKey }) => secretKey === key);
      if (found === undefined) return undefined;
      const account = openAccount(sendsWebhooks ? sandbox : quietly(sandbox), found);
      return payments.map((payment) => asOf(payment.at, () => payOneOfMany(account, payment)));
    },

    latestCheckouts: (limit) =>
      accounts
        .flatMap(({ sessions }) => sessions.list({ limit }))
        .toSorted((one, other) => other.created - one.created)
        .slice(0, limit)
        .map(line),

    perform: (task, accountId, id) => {
      const found = findSession(id);
      if (found?.account.id !== accountId) return false;
      const { account, session } = found;
      if (task === 'session.expire') expire(account, session, NO_REQUEST);
      else if (task === 'session.succeed') settle(account, session, 'succeed');
      else if (task === 'session.fail') settle(account, session, 'fail');
      else return false;
      return true;
    },

    resend: (id, { signature, delayMs, asNewEvent }) =>
      inTransaction(database, () => {
        for (const { channel, events } of accounts) {
          const first = events.get(id);
          if (first !== undefined) {
            const event = asNewEvent
              ? events.put({ ...first, id: stripeId('evt'), created: nowInSeconds() })
              : first;
            outbox.resend(channel, event.id, event.type, { signature, delayMs });
            return true;
          }
        }
        return false;
      }),
  };
};
