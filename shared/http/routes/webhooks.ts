import * as z from 'zod';
import { agencyId } from '../../kernel/ids.ts';
import { ascii } from '../../kernel/text.ts';
import { provider } from '../../table/items/payment-status.ts';
import { route } from '../route.ts';

export const webhookRoutes = {
  receiveWebhook: route({
    method: 'POST',
    path: '/v1/webhooks/{agencyId}/{provider}',
    lambda: 'webhooks',
    scope: 'public',
    idempotency: 'natural',
    summary: 'Receive an event from a payment provider',
    description:
      "Authenticated by the provider's signature over the raw body. Stripe signs in the `Stripe-Signature` header. " +
      "PayPal signs in the `PAYPAL-*` headers, with a certificate. If the certificate can't be fetched, the response is " +
      '`provider_unreachable` and PayPal repeats the event.',
    params: z.strictObject({ agencyId, provider }),
    // Each provider signs in headers of its own.
    headers: z.object({}).catchall(ascii(4096).optional()),
    body: 'raw',
    responses: {
      200: {
        description: 'The event is accepted. Events that Scrip does not need have no effect.',
        body: z.object({ received: z.literal(true), ignored: z.boolean() }).meta({ id: 'WebhookReceipt' }),
      },
    },
    problems: ['invalid_signature', 'malformed_event', 'provider_unreachable'],
  }),
};
