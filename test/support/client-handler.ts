import { clientOperations } from '../../functions/client/operations.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { clientRoutes } from '../../shared/http/routes/client.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The client Lambda on a ledger of the test's choice. */
export const clientHandler = (ledger: Ledger) => apiHandler(clientRoutes, clientOperations(ledger));
