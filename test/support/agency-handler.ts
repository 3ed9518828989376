import { ledgerHandlers } from '../../functions/agency/handlers.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { ledgerRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { memoryOfBatches } from './usage.ts';

/** As much of the agency Lambda as takes no more than a ledger, on one of the test's choice. */
export const agencyHandler = (ledger: Ledger) =>
  apiHandler(
    ledgerRoutes,
    ledgerHandlers(ledger, async () => undefined, memoryOfBatches().readBatch),
  );

/** Somebody who works at an agency. */
export const adminAt = (agency: string) => ({ agency, actor: 'admin' });
