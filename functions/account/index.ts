import { apiHandler } from '../../shared/http/api-handler.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { accountHandlers } from './handlers.ts';

export const handler = apiHandler(accountRoutes, accountHandlers(openLedger()));
