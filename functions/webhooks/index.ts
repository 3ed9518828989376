import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { secretsUnder } from '../../shared/payments/agency-secrets.ts';
import { verifiersWith } from '../../shared/payments/connect.ts';
import { providers } from '../../shared/payments/providers.ts';
import { receiveWebhook } from './receive-webhook.ts';

const env = readEnv(z.object({ PAYMENT_QUEUE_URL: z.url(), SECRETS_PREFIX: z.string().min(1) }));

export const handler = apiHandler(webhookRoutes, {
  receiveWebhook: receiveWebhook(verifiersWith(providers, secretsUnder(env.SECRETS_PREFIX)), {
    sqs: new SQSClient(AWS_TIMEOUTS),
    url: env.PAYMENT_QUEUE_URL,
  }),
});
