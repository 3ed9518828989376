import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { credentialsUnder } from '../../shared/payments/credentials.ts';
import type { WebhookDependencies } from './queue-facts.ts';
import { receivePaypal } from './receive-paypal.ts';
import { receiveStripe } from './receive-stripe.ts';

const env = readEnv(z.object({ PAYMENT_QUEUE_URL: z.url(), SECRETS_PREFIX: z.string().min(1) }));

const dependencies: WebhookDependencies = {
  credentials: credentialsUnder(env.SECRETS_PREFIX),
  sqs: new SQSClient({}),
  queue: env.PAYMENT_QUEUE_URL,
};

export const handler = apiHandler(webhookRoutes, {
  receiveStripe: receiveStripe(dependencies),
  receivePaypal: receivePaypal(dependencies),
});
