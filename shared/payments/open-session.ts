import { err, type Result } from '../kernel/result.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Credentials } from './credentials.ts';
import { stripeClient } from './stripe/client.ts';
import { openStripeSession, type ProviderError } from './stripe/session.ts';

export type OpenSession = (
  checkout: Checkout,
) => Promise<Result<{ id: string; url: string }, ProviderError | { code: 'provider_not_available' }>>;

/** Opens a checkout at its provider, with the agency's own credentials there. */
export const openSessionWith =
  ({ providers }: Pick<Credentials, 'providers'>): OpenSession =>
  async (checkout) => {
    const { stripe } = await providers(checkout.agency);
    return checkout.provider === 'stripe' && stripe
      ? await openStripeSession(stripeClient(stripe), checkout)
      : err({ code: 'provider_not_available' });
  };
