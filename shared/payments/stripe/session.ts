import Stripe from 'stripe';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Checkout } from '../../table/items/checkout.ts';

export type ProviderError = { code: 'provider_refused' | 'provider_unreachable' };

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
  try {
    const session = await stripe.checkout.sessions.create(
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
    );
    return session.url === null
      ? err({ code: 'provider_refused' })
      : ok({ id: session.id, url: session.url });
  } catch (error) {
    if (error instanceof Stripe.errors.StripeConnectionError) return err({ code: 'provider_unreachable' });
    if (error instanceof Stripe.errors.StripeError) return err({ code: codeOf(error) });
    throw error;
  }
};

/** Stripe's own trouble and its rate limit pass; what it says of our request or key does not. */
const codeOf = ({ statusCode = 500 }: Stripe.errors.StripeError): ProviderError['code'] =>
  statusCode >= 500 || statusCode === 429 || statusCode === 409 ? 'provider_unreachable' : 'provider_refused';

const comeBack = (returnUrl: string, checkout: string, outcome: 'success' | 'cancelled'): string => {
  const url = new URL(returnUrl);
  url.searchParams.set('checkout', checkout);
  url.searchParams.set('outcome', outcome);
  return url.href;
};
