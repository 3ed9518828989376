import type Stripe from 'stripe';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Checkout } from '../../table/items/checkout.ts';
import { comeBack } from '../come-back.ts';
import type { ProviderError } from '../provider-error.ts';
import { attempt } from './attempt.ts';

/**
 * Opens the Checkout Session for a checkout, in Stripe's hosted page. The checkout's id is the idempotency key: asked
 * again, Stripe answers with the same session.
 * @see https://docs.stripe.com/api/checkout/sessions/create
 */
export const openStripeSession = async (
  stripe: Stripe,
  checkout: Checkout,
): Promise<Result<{ id: string; url: string }, ProviderError>> => {
  const { id, account, price, returnUrl } = checkout;
  // Where to look when the payment is told of; what it is worth is in our own record.
  const metadata = { account, checkout: id };
  const opened = await attempt(() =>
    stripe.checkout.sessions.create(
      {
        mode: 'payment',
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: price.currency.toLowerCase(),
              unit_amount: price.amount,
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
      },
      { idempotencyKey: id },
    ),
  );
  if (!opened.ok) return opened;
  const { id: session, url } = opened.value;
  return url === null ? err({ code: 'provider_refused' }) : ok({ id: session, url });
};
