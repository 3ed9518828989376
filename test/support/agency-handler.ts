import { agencyOperations } from '../../functions/agency/operations.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The agency Lambda on a ledger of the test's choice. */
export const agencyHandler = (ledger: Ledger) => apiHandler(agencyRoutes, agencyOperations(ledger));

/** Somebody who works at an agency. */
export const adminAt = (agency: string) => ({ agency, actor: 'admin' });
