import { createPromoCodes } from '../../functions/agency/create-promo-codes.ts';
import { getPromoCodes } from '../../functions/agency/get-promo-codes.ts';
import { getReconciliation } from '../../functions/agency/get-reconciliation.ts';
import { listPromoCodes } from '../../functions/agency/list-promo-codes.ts';
import { listReconciliations } from '../../functions/agency/list-reconciliations.ts';
import { withdrawPromoCodes } from '../../functions/agency/withdraw-promo-codes.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The agency Lambda on a ledger of the test's choice. */
export const agencyHandler = (ledger: Ledger) =>
  apiHandler(agencyRoutes, {
    listReconciliations: listReconciliations(ledger),
    getReconciliation: getReconciliation(ledger),
    createPromoCodes: createPromoCodes(ledger),
    listPromoCodes: listPromoCodes(ledger),
    getPromoCodes: getPromoCodes(ledger),
    withdrawPromoCodes: withdrawPromoCodes(ledger),
  });

/** Somebody who works at an agency. */
export const adminAt = (agency: string) => ({ agency, actor: 'admin' });
