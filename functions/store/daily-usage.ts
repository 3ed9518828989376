import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { dailyUsageRoutes } from '../../shared/http/routes/daily-usage.ts';
import type { Table } from '../../shared/table/table.ts';
import { dailyUsage } from '../../shared/usage/daily-usage.ts';
import { refusedUsageOf } from '../../shared/usage/read-refused.ts';

export const dailyUsageHandlers = (table: Table): Handlers<typeof dailyUsageRoutes> => ({
  listDailyUsage: async ({ caller, query }) => answer(await dailyUsage(table, caller, query), okBody),

  listOwnRefusedUsage: async ({ caller: { agency, account }, query }) =>
    answer(await refusedUsageOf(table, agency, { ...query, account }), okBody),
});
