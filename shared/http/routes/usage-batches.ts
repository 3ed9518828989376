import * as z from 'zod';
import { accountInPath, recordId } from '../../kernel/ids.ts';
import { batchedEvent } from '../../table/items/usage-batch.ts';
import { listed, pageQuery } from '../page.ts';
import { route } from '../route.ts';

const batchedView = batchedEvent.meta({ id: 'BatchedUsage' });

const usageBatchId = recordId.meta({
  description: 'The `reference` of an entry of kind `usage` that has `events`.',
  example: 'usb_0',
});

const list = {
  method: 'GET',
  idempotency: 'none',
  summary: 'List the usage that an entry is for',
  description:
    'The events in the order in which they were charged, each with the whole credits that it filled up.',
  query: z.strictObject(pageQuery),
  responses: { 200: { description: 'A page of usage events.', body: listed(batchedView) } },
  problems: ['not_found', 'invalid_cursor', 'busy'],
} as const;

/** What customers read of an entry for many usage events. */
export const usageBatchRoutes = {
  listUsageBatch: route({
    ...list,
    path: '/v1/usage-batches/{usageBatchId}',
    lambda: 'store',
    scope: 'credits:read',
    params: z.strictObject({ usageBatchId }),
  }),
};

/** The same for their agency. */
export const accountUsageBatchRoutes = {
  listAccountUsageBatch: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/usage-batches/{usageBatchId}',
    lambda: 'agency',
    scope: 'agency:read',
    params: z.strictObject({ accountId: accountInPath, usageBatchId }),
  }),
};
