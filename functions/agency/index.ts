import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { getReconciliation } from './get-reconciliation.ts';
import { listReconciliations } from './list-reconciliations.ts';

const ledger = openLedger();

export const handler = apiHandler(agencyRoutes, {
  listReconciliations: listReconciliations(ledger),
  getReconciliation: getReconciliation(ledger),
});
