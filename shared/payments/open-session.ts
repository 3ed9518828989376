import { err, type Result } from '../kernel/result.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Credentials } from './credentials.ts';
import { paypalClient } from './paypal/client.ts';
import { openPaypalOrder } from './paypal/orders.ts';
import type { ProviderError } from './provider-error.ts';
import { stripeClient } from './stripe/client.ts';
import { openStripeSession } from './stripe/session.ts';

export type OpenSession = (
  checkout: Checkout,
) => Promise<Result<{ id: string; url: string }, ProviderError | { code: 'provider_not_available' }>>;

/** Opens a checkout at its provider, with the agency's own credentials there. */
export const openSessionWith =
  ({ providers }: Pick<Credentials, 'providers'>): OpenSession =>
  async (checkout) => {
    const { stripe, paypal } = await providers(checkout.agency);
    if (checkout.provider === 'stripe' && stripe)
      return await openStripeSession(stripeClient(stripe), checkout);
    if (checkout.provider === 'paypal' && paypal)
      return await openPaypalOrder(paypalClient(paypal), checkout);
    return err({ code: 'provider_not_available' });
  };
