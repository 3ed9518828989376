import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type Stripe from 'stripe';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Checkout } from '../../table/items/checkout.ts';
import { comeBack } from '../come-back.ts';
import type { ProviderError } from '../provider-error.ts';
import { attempt } from './attempt.ts';
import { toStripe } from './money.ts';

/** Milliseconds before a second try, for what only comes too fast. */
const RETRY_PAUSE_MS = 500;

/**
 * Opens the Checkout Session for a checkout, in Stripe's hosted page. The checkout's id is the idempotency key: asked
 * again, Stripe answers with the same session.
 *
 * Stripe also keeps a 5xx under its key, for a day. The second try then uses another key. If Stripe opened a session
 * despite its 5xx, nobody can pay it: we show customers only the page that the checkout's record names.
 * @see https://docs.stripe.com/api/checkout/sessions/create
 * @see https://docs.stripe.com/api/idempotent_requests
 */
export const openStripeSession = async (
  stripe: Stripe,
  checkout: Checkout,
): Promise<Result<{ id: string; url: string }, ProviderError>> => {
  const { id } = checkout;
  const create = (idempotencyKey: string) =>
    attempt(() =>
      stripe.checkout.sessions.create(sessionFor(checkout), { idempotencyKey, maxNetworkRetries: 0 }),
    );
  let opened = await create(id);
  if (!opened.ok && opened.error.code === 'provider_unreachable') {
    const { status } = opened.error;
    if (status !== undefined) await sleep(RETRY_PAUSE_MS);
    opened = await create(status !== undefined && status >= 500 ? `${id}-${randomUUID()}` : id);
  }
  if (!opened.ok) return opened;
  const { id: session, url } = opened.value;
  return url === null ? err({ code: 'provider_refused' }) : ok({ id: session, url });
};

const sessionFor = (checkout: Checkout): Stripe.Checkout.SessionCreateParams => {
  const { id, account, price, returnUrl } = checkout;
  // To find the checkout when the payment is reported; its credits are in our own record.
  const metadata = { account, checkout: id };
  const { amount: unit_amount, currency } = toStripe(price);
  return {
    mode: 'payment',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency,
          unit_amount,
          product_data: { name: checkout.label },
        },
      },
    ],
    client_reference_id: id,
    metadata,
    payment_intent_data: { metadata },
    // The customer must not pay in another currency than the one that we check against.
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor(Date.parse(checkout.expiresAt) / 1000),
    success_url: comeBack(returnUrl, id, 'success'),
    cancel_url: comeBack(returnUrl, id, 'cancelled'),
  };
};
