import type { Bucket } from '../../shared/files/bucket.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { usageBatchRoutes } from '../../shared/http/routes/usage-batches.ts';
import { batchPage } from '../../shared/usage/read-batch.ts';

export const listUsageBatch =
  (bucket: Bucket): Handler<typeof usageBatchRoutes.listUsageBatch> =>
  async ({ caller: { agency, account }, params: { usageBatchId }, query }) =>
    answer(await batchPage(bucket, { agency, account }, usageBatchId, query), okBody);
