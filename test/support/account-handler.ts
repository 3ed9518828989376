import { accountHandlers } from '../../functions/account/handlers.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The client Lambda on a ledger of the test's choice. */
export const clientHandler = (ledger: Ledger) => apiHandler(accountRoutes, accountHandlers(ledger));
