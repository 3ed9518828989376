import { randomBytes } from 'node:crypto';
import { Stripe } from 'stripe';
import type { Signature } from '../delivery/control-schema.ts';
import type { Channel } from '../delivery/sender.ts';
import type { StripeAccount } from './account.ts';
import { nowInSeconds } from '../clock.ts';
import { showEvent } from './show.ts';

/** Far beyond the 300 seconds that Stripe's SDK allows. */
const OLD_SIGNATURE_AGE_S = 60 * 60;

const signatureHeader = (payload: string, secret: string, signature: Signature): Record<string, string> => {
  if (signature === 'missing') return {};
  const header = Stripe.webhooks.generateTestHeaderString({
    payload,
    secret: signature === 'wrong' ? `whsec_${randomBytes(24).toString('hex')}` : secret,
    timestamp: nowInSeconds() - (signature === 'old' ? OLD_SIGNATURE_AGE_S : 0),
  });
  return { 'stripe-signature': header };
};

/** How an account's events come to its webhook endpoint: https://docs.stripe.com/webhooks. */
export const webhookChannel = (account: StripeAccount): Channel => ({
  name: account.channel,
  request: (id, signature) => {
    const facts = account.events.get(id);
    const event = facts === undefined ? account.strays.get(id)?.body : showEvent(account, facts);
    if (event === undefined) throw new Error(`there is no event ${id}`);
    // Indented as Stripe's own are: a receiver that verifies anything but the raw bytes fails here too.
    const body = JSON.stringify(event, null, 2);
    return {
      url: account.webhook.url,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        ...signatureHeader(body, account.webhook.secret, signature),
      },
      body,
    };
  },
});
