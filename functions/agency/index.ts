import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { AWS_TIMEOUTS } from '../../shared/kernel/aws-timeouts.ts';
import { queueDecisionsIn } from '../../shared/credit-requests/queue-decision.ts';
import type { EndpointParts } from '../../shared/events/endpoint-parts.ts';
import { networks, resolveByDns } from '../../shared/events/ssrf-guard.ts';
import { openBucket } from '../../shared/files/bucket.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { removePictureFrom } from '../../shared/pictures/remove-picture.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { readBatchIn } from '../../shared/usage/batch.ts';
import { queueUsageIn } from '../../shared/usage/queue-usage.ts';
import { privacyHandlers } from './privacy.ts';
import { endpointHandlers } from './endpoints.ts';
import { creditRequestHandlers } from './credit-requests.ts';
import { ledgerHandlers } from './handlers.ts';
import { pictureHandlers } from './pictures.ts';
import { sessionHandlers } from './sessions.ts';
import { usageHandlers } from './usage.ts';

const env = readEnv(
  z.object({
    EVENT_QUEUE_URL: z.url(),
    REQUEST_QUEUE_URL: z.url(),
    USAGE_QUEUE_URL: z.url(),
    SECRETS_PREFIX: z.string().min(1),
    ENDPOINT_NETWORKS: networks,
    PORTAL_URL: z.url(),
  }),
);
const ledger = openLedger();
const bucket = openBucket();
const removePicture = removePictureFrom(bucket);
const sqs = new SQSClient(AWS_TIMEOUTS);
const endpoints: EndpointParts = {
  ledger,
  secrets: {
    client: new SecretsManagerClient(AWS_TIMEOUTS),
    prefix: env.SECRETS_PREFIX,
    deadline: ledger.deadline,
  },
  queue: { sqs, url: env.EVENT_QUEUE_URL },
  networks: env.ENDPOINT_NETWORKS,
  resolve: resolveByDns,
};

export const handler = apiHandler(agencyRoutes, {
  ...ledgerHandlers(ledger, removePicture, readBatchIn(bucket)),
  ...pictureHandlers({ ledger, bucket, removePicture }),
  ...sessionHandlers(ledger, env.PORTAL_URL),
  ...endpointHandlers(endpoints),
  ...privacyHandlers({ ledger, bucket }),
  ...usageHandlers({
    ledger,
    bucket,
    queueUsage: queueUsageIn(sqs, env.USAGE_QUEUE_URL),
  }),
  ...creditRequestHandlers({
    ledger,
    bucket,
    queueDecision: queueDecisionsIn(sqs, env.REQUEST_QUEUE_URL),
  }),
});
