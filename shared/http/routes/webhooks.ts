import * as z from 'zod';
import { agencyId } from '../../kernel/ids.ts';
import { route } from '../route.ts';

export const webhookRoutes = {
  receiveStripe: route({
    method: 'POST',
    path: '/v1/webhooks/{agencyId}/stripe',
    lambda: 'webhooks',
    scope: 'public',
    summary: 'Take an event from Stripe',
    description: 'Authenticated by the Stripe-Signature header over the raw body.',
    params: z.strictObject({ agencyId }),
    headers: z.object({ 'stripe-signature': z.string().max(4096).optional() }),
    body: 'raw',
    responses: {
      200: {
        description: 'Taken, or of no interest.',
        body: z.object({ received: z.literal(true), ignored: z.boolean() }),
      },
    },
    problems: ['invalid_signature', 'malformed_event', 'busy'],
  }),
};
