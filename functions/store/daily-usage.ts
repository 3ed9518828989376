import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { dailyUsageRoutes } from '../../shared/http/routes/daily-usage.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { dailyUsage } from '../../shared/usage/daily-usage.ts';
import { refusedUsageOf } from '../../shared/usage/read-refused.ts';

export const dailyUsageHandlers = (ledger: Ledger): Handlers<typeof dailyUsageRoutes> => ({
  listDailyUsage: async ({ caller, query }) => answer(await dailyUsage(ledger, caller, query), okBody),

  listOwnRefusedUsage: async ({ caller: { agency, account }, query }) =>
    answer(await refusedUsageOf(ledger.table, agency, { ...query, account }), okBody),
});
