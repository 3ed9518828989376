import type { Bucket } from '../../shared/files/bucket.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { usageRoutes } from '../../shared/http/routes/agency/usage.ts';
import type { accountUsageBatchRoutes } from '../../shared/http/routes/usage-batches.ts';
import type { accountDailyUsageRoutes } from '../../shared/http/routes/daily-usage.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { dailyUsage } from '../../shared/usage/daily-usage.ts';
import { previewUsage, type PreviewedEvent } from '../../shared/usage/preview-usage.ts';
import type { QueueUsage } from '../../shared/usage/queue-usage.ts';
import { batchPage } from '../../shared/usage/read-batch.ts';
import { usageStateOf } from '../../shared/usage/read-usage.ts';
import { refusedUsageOf } from '../../shared/usage/read-refused.ts';
import { takeUsage, type Reported } from '../../shared/usage/take-usage.ts';

/** What the handlers need of the world. */
type UsageHandlerParts = { ledger: Ledger; bucket: Bucket; queueUsage: QueueUsage };

export const usageHandlers = ({
  ledger,
  bucket,
  queueUsage,
}: UsageHandlerParts): Handlers<
  typeof usageRoutes & typeof accountUsageBatchRoutes & typeof accountDailyUsageRoutes
> => ({
  listAccountDailyUsage: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    answer(await dailyUsage(ledger, { agency, account }, query), okBody),

  listAccountUsageBatch: async ({
    caller: { agency },
    params: { accountId: account, usageBatchId },
    query,
  }) => answer(await batchPage(bucket, { agency, account }, usageBatchId, query), okBody),

  reportUsage: async ({ caller: { agency }, body: { events }, dryRun }) => {
    if (dryRun)
      return answer(await previewUsage(ledger, agency, events), (previewed) =>
        okBody({ dryRun: true as const, events: previewed.map(previewView) }),
      );
    return answer(await takeUsage(ledger.table, queueUsage, agency, events), (reported) => ({
      status: 202 as const,
      body: { events: reported.map(reportedView) },
    }));
  },

  listRefusedUsage: async ({ caller: { agency }, query }) =>
    answer(await refusedUsageOf(ledger.table, agency, query), okBody),

  getUsage: async ({ caller: { agency }, query: { account, id, time } }) =>
    answer(
      await usageStateOf(ledger.table, { agency, account }, { id, time }),
      ({ refusal, units, ...state }) =>
        okBody({
          ...state,
          account,
          quantity: units,
          status: refusal === undefined ? ('charged' as const) : ('refused' as const),
          reason: refusal,
        }),
    ),
});

const previewView = ({ event: { account, id, time }, refusal, credits, known }: PreviewedEvent) => ({
  account,
  id,
  time,
  status: refusal === undefined ? ('charged' as const) : ('refused' as const),
  reason: refusal,
  credits,
  known,
});

const reportedView = ({ event: { account, id, time }, refusal }: Reported) => ({
  account,
  id,
  time,
  status: refusal === undefined ? ('accepted' as const) : ('refused' as const),
  reason: refusal,
});
