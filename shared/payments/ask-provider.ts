import { err, ok, type Result } from '../kernel/result.ts';
import type { Clock } from '../kernel/clock.ts';
import type { PaymentFact } from './message.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Credentials } from './credentials.ts';
import { paypalClient } from './paypal/client.ts';
import { capturePaypalOrder } from './paypal/orders.ts';
import type { ProviderError } from './provider-error.ts';
import { stripeClient } from './stripe/client.ts';
import { readStripeSession } from './stripe/read-session.ts';

export type AskProvider = (
  checkout: Checkout,
) => Promise<Result<PaymentFact[], ProviderError | { code: 'provider_not_available' }>>;

/**
 * Asks a checkout's provider how it stands there, and takes the payment that its customer has agreed to: Stripe does
 * that by itself, PayPal when it is told to.
 */
export const askProviderWith =
  ({ providers }: Pick<Credentials, 'providers'>, now: Clock): AskProvider =>
  async (checkout) => {
    const { session } = checkout;
    if (!session) return ok([]);
    const { stripe, paypal } = await providers(checkout.agency);
    if (checkout.provider === 'stripe' && stripe)
      return await readStripeSession(stripeClient(stripe), session.id, now());
    if (checkout.provider === 'paypal' && paypal)
      return await capturePaypalOrder(paypalClient(paypal), checkout, session.id);
    return err({ code: 'provider_not_available' });
  };
