import * as z from 'zod';
import { route, THROTTLE_PROVIDER } from '../../route.ts';
import { providerOffers } from './views.ts';

/** Answered by the Lambda that may read the credentials. */
export const providerRoutes = {
  checkProviders: route({
    method: 'GET',
    path: '/v1/agency/providers',
    lambda: 'checkout',
    scope: 'agency:read',
    idempotency: 'none',
    throttle: THROTTLE_PROVIDER,
    summary: 'Look for payment credentials, and list where customers can pay',
    description:
      'Call it after you have stored or removed credentials: from then on Scrip offers the providers with usable ' +
      'credentials. Without it, Scrip notices within 15 minutes. Credentials are read at most once a minute.',
    responses: {
      200: {
        description: 'Every provider that Scrip knows.',
        body: z.object({ providers: providerOffers }).meta({ id: 'ProviderOffers' }),
      },
    },
    problems: ['not_found', 'busy'],
  }),
};
