import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { networks, resolveByDns } from '../../shared/events/ssrf-guard.ts';
import { openBucket } from '../../shared/files/bucket.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { createEndpoint } from './create-endpoint.ts';
import { deleteEndpoint } from './delete-endpoint.ts';
import type { EndpointParts } from './endpoint-parts.ts';
import { getEndpoint } from './get-endpoint.ts';
import { listDeliveries } from './list-deliveries.ts';
import { listEndpoints } from './list-endpoints.ts';
import { resendDelivery } from './resend-delivery.ts';
import { rotateEndpointSecret } from './rotate-endpoint-secret.ts';
import { updateEndpoint } from './update-endpoint.ts';
import { decideCreditRequest } from './decide-request.ts';
import { getAgencyCreditRequest } from './get-request.ts';
import { listAgencyCreditRequests } from './list-requests.ts';
import { ledgerHandlers } from './operations.ts';
import { queueDecisionsIn } from './queue-decision.ts';

const env = readEnv(
  z.object({
    EVENT_QUEUE_URL: z.url(),
    REQUEST_QUEUE_URL: z.url(),
    SECRETS_PREFIX: z.string().min(1),
    ENDPOINT_NETWORKS: networks,
  }),
);
const ledger = openLedger();
const sqs = new SQSClient({});
const endpoints: EndpointParts = {
  ledger,
  secrets: { client: new SecretsManagerClient({}), prefix: env.SECRETS_PREFIX },
  queue: { sqs, url: env.EVENT_QUEUE_URL },
  networks: env.ENDPOINT_NETWORKS,
  resolve: resolveByDns,
};

export const handler = apiHandler(agencyRoutes, {
  ...ledgerHandlers(ledger),
  createEndpoint: createEndpoint(endpoints),
  listEndpoints: listEndpoints(endpoints),
  getEndpoint: getEndpoint(endpoints),
  updateEndpoint: updateEndpoint(endpoints),
  deleteEndpoint: deleteEndpoint(endpoints),
  rotateEndpointSecret: rotateEndpointSecret(endpoints),
  listDeliveries: listDeliveries(endpoints),
  resendDelivery: resendDelivery(endpoints),
  listAgencyCreditRequests: listAgencyCreditRequests(ledger),
  getAgencyCreditRequest: getAgencyCreditRequest(ledger, openBucket()),
  decideCreditRequest: decideCreditRequest(ledger, queueDecisionsIn(sqs, env.REQUEST_QUEUE_URL)),
});
