import * as z from 'zod';
import { agencyId } from '../../kernel/ids.ts';
import { ascii } from '../../kernel/text.ts';
import { route } from '../route.ts';

const received = {
  200: {
    description: 'The event is accepted. Events that Scrip does not need have no effect.',
    body: z.object({ received: z.literal(true), ignored: z.boolean() }),
  },
};

const signatureHeader = ascii(1024).optional();

export const webhookRoutes = {
  receiveStripe: route({
    method: 'POST',
    path: '/v1/webhooks/{agencyId}/stripe',
    lambda: 'webhooks',
    scope: 'public',
    idempotency: 'natural',
    summary: 'Receive a Stripe event',
    description: 'Authenticated by the Stripe-Signature header over the raw body.',
    params: z.strictObject({ agencyId }),
    headers: z.object({ 'stripe-signature': ascii(4096).optional() }),
    body: 'raw',
    responses: received,
    problems: ['invalid_signature', 'malformed_event'],
  }),
  receivePaypal: route({
    method: 'POST',
    path: '/v1/webhooks/{agencyId}/paypal',
    lambda: 'webhooks',
    scope: 'public',
    idempotency: 'natural',
    summary: 'Receive a PayPal event',
    description:
      "Authenticated by the PAYPAL-TRANSMISSION-SIG header over the raw body, with PayPal's certificate. " +
      "If the certificate can't be fetched, the response is `provider_unreachable` and PayPal repeats the " +
      'event.',
    params: z.strictObject({ agencyId }),
    headers: z.object({
      'paypal-auth-algo': signatureHeader,
      'paypal-cert-url': signatureHeader,
      'paypal-transmission-id': signatureHeader,
      'paypal-transmission-sig': signatureHeader,
      'paypal-transmission-time': signatureHeader,
    }),
    body: 'raw',
    responses: received,
    problems: ['invalid_signature', 'malformed_event', 'provider_unreachable'],
  }),
};
