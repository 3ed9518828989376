import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { createPromoCodes } from './create-promo-codes.ts';
import { getPromoCodes } from './get-promo-codes.ts';
import { getReconciliation } from './get-reconciliation.ts';
import { listPromoCodes } from './list-promo-codes.ts';
import { listReconciliations } from './list-reconciliations.ts';
import { withdrawPromoCodes } from './withdraw-promo-codes.ts';

const ledger = openLedger();

export const handler = apiHandler(agencyRoutes, {
  listReconciliations: listReconciliations(ledger),
  getReconciliation: getReconciliation(ledger),
  createPromoCodes: createPromoCodes(ledger),
  listPromoCodes: listPromoCodes(ledger),
  getPromoCodes: getPromoCodes(ledger),
  withdrawPromoCodes: withdrawPromoCodes(ledger),
});
