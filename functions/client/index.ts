import { apiHandler } from '../../shared/http/api-handler.ts';
import { clientRoutes } from '../../shared/http/routes/client.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { clientOperations } from './operations.ts';

export const handler = apiHandler(clientRoutes, clientOperations(openLedger()));
