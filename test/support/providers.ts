import { SQSClient } from '@aws-sdk/client-sqs';
import { receiveWebhook } from '../../functions/webhooks/receive-webhook.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { AgencySecrets } from '../../shared/payments/agency-secrets.ts';
import { type Connect, connectWith, verifiersWith } from '../../shared/payments/connect.ts';
import type { Connection } from '../../shared/payments/provider.ts';
import { providers } from '../../shared/payments/providers.ts';

/** A provider that opens every checkout, and where nothing happens but what the test says. */
export const connecting = (more: Partial<Connection> = {}): Connect => {
  const connection: Connection = {
    open: async ({ id }) => ok({ id: `cs_${id}`, url: `https://pay.example/${id}` }),
    ask: async () => ok([]),
    capturesWhenAsked: false,
    recent: {},
    nightly: { payments: async () => ok({ facts: [], next: null }) },
    maxWindowMs: Infinity,
    ...more,
  };
  return async () => connection;
};

/** Every agency's accounts at Stripe and PayPal, by what its secret `…/providers` would hold. */
export const connectingTo = (credentials: Readonly<Record<string, unknown>>): Connect =>
  connectWith(providers, { providers: async () => credentials });

/** The webhooks Lambda on secrets and a queue of the test's choice. */
export const webhookHandler = (
  webhooks: AgencySecrets['webhooks'],
  queue = { sqs: new SQSClient({}), url: 'https://sqs.example/payments' },
) =>
  apiHandler(webhookRoutes, {
    receiveWebhook: receiveWebhook(verifiersWith(providers, { webhooks }), queue),
  });
