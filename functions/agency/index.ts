import { apiHandler } from '../../shared/http/api-handler.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { agencyOperations } from './operations.ts';

export const handler = apiHandler(agencyRoutes, agencyOperations(openLedger()));
