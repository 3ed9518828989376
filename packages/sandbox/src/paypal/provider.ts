import { inTransaction } from '../database.ts';
import { type CheckoutLine, type Provider, quietly, type Sandbox } from '../provider.ts';
import { openAccount, type PaypalAccount, type PaypalAccountSettings } from './account.ts';
import { apiRoutes } from './api.ts';
import { approvalRoutes } from './approval-routes.ts';
import { payOneOfMany } from './bulk.ts';
import { PAYPAL_CONTROLS } from './calls.ts';
import { paypalControlRoutes } from './control-routes.ts';
import { eventId } from './ids.ts';
import { readable } from './money.ts';
import { endCapture } from './payments.ts';
import type { OrderFacts } from './resources/order.ts';
import type { Identity } from './signing/identity.ts';
import { openSignatures } from './signing/signatures.ts';
import { asOf, nowInSeconds } from '../clock.ts';
import { openTokens, tokenRoute } from './tokens.ts';
import { certificateRoute, webhookChannel } from './webhook.ts';

const lineOf =
  ({ captures }: PaypalAccount) =>
  (order: OrderFacts): CheckoutLine => {
    const capture = order.capture === null ? undefined : captures.get(order.capture);
    const status = order.status.toLowerCase().replaceAll('_', ' ');
    return {
      id: order.id,
      created: order.created,
      amount: readable(order.amount, order.currency),
      state: capture === undefined ? status : `${status}, capture ${capture.status.toLowerCase()}`,
      href: `/paypal/checkoutnow?token=${order.id}`,
    };
  };

/** Stands in for PayPal: its API, its approval page and its webhooks, signed by this identity. */
export const openPaypal = (
  sandbox: Sandbox,
  settings: readonly PaypalAccountSettings[],
  identity: Identity,
): Provider => {
  const { database, outbox, url } = sandbox;
  const accounts = settings.map((account) => openAccount(sandbox, account));
  const tokens = openTokens(database);
  const signatures = openSignatures(identity, url);

  const findOrder = (id: string): { account: PaypalAccount; order: OrderFacts } | undefined => {
    for (const account of accounts) {
      const order = account.orders.get(id);
      if (order !== undefined) return { account, order };
    }
    return undefined;
  };

  return {
    name: 'PayPal',
    routes: [
      tokenRoute(settings, tokens),
      certificateRoute(signatures),
      ...apiRoutes(database, new Map(accounts.map((account) => [account.id, account])), tokens),
      ...approvalRoutes(database, findOrder),
      ...paypalControlRoutes(database, accounts, tokens),
    ],
    help: PAYPAL_CONTROLS,
    channels: accounts.map((account) => webhookChannel(account, signatures)),

    payInBulk: (key, payments, sendsWebhooks) => {
      const found = settings.find(({ clientId }) => clientId === key);
      if (found === undefined) return undefined;
      const account = openAccount(sendsWebhooks ? sandbox : quietly(sandbox), found);
      return payments.map((payment) => asOf(payment.at, () => payOneOfMany(account, payment)));
    },

    latestCheckouts: (limit) =>
      accounts
        .flatMap((account) => account.orders.list({ limit }).map(lineOf(account)))
        .toSorted((one, other) => other.created - one.created)
        .slice(0, limit),

    perform: (task, accountId, id) => {
      const account = accounts.find((each) => each.id === accountId);
      const capture = account?.captures.get(id);
      if (account === undefined || capture === undefined || task !== 'capture.complete') return false;
      endCapture(account, capture, 'complete');
      return true;
    },

    resend: (id, { signature, delayMs, asNewEvent }) =>
      inTransaction(database, () => {
        for (const { channel, events } of accounts) {
          const first = events.get(id);
          if (first !== undefined) {
            const event = asNewEvent
              ? events.put({ ...first, id: eventId(), created: nowInSeconds() })
              : first;
            outbox.resend(channel, event.id, event.type, { signature, delayMs });
            return true;
          }
        }
        return false;
      }),
  };
};
