import { listReconciliations, readReconciliation } from '../../shared/agency/reconciliations.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { reconciliationRoutes } from '../../shared/http/routes/agency/reconciliations.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const reconciliationHandlers = ({ table }: Ledger): Handlers<typeof reconciliationRoutes> => ({
  listReconciliations: async ({ caller: { agency }, query }) =>
    answer(await listReconciliations(table, agency, query), okBody),

  getReconciliation: async ({ caller: { agency }, params: { reconciliationId } }) =>
    answer(await readReconciliation(table, agency, reconciliationId), okBody),
});
