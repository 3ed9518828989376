import type { Channel } from '../delivery/sender.ts';
import type { Route } from '../http/route.ts';
import { json } from '../http/route.ts';
import type { PaypalAccount } from './account.ts';
import { event } from './resources/event.ts';
import type { Signatures } from './signing/signatures.ts';

/** How an account's events come to its webhook: https://developer.paypal.com/api/rest/webhooks/rest/. */
export const webhookChannel = (account: PaypalAccount, signatures: Signatures): Channel => ({
  name: account.channel,
  request: async (id, signature) => {
    const facts = account.events.get(id);
    if (facts === undefined) throw new Error(`there is no event ${id}`);
    const body = JSON.stringify(event(facts, account.url));
    return {
      url: account.webhook.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'PayPal/AUHR-1.0-1',
        ...(await signatures.headers(body, account.webhook.id, signature)),
      },
      body,
    };
  },
});

/** Whoever verifies a webhook fetches the certificate here. */
export const certificateRoute = (signatures: Signatures): Route => ({
  method: 'GET',
  path: '/paypal/v1/notifications/certs/:id',
  handle: ({ param }) => {
    const certificate = signatures.certificate(param('id'));
    if (certificate === undefined) return json(404, { error: { message: 'There is no such certificate' } });
    return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: certificate };
  },
});
