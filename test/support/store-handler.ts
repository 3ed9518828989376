import { createRedemption } from '../../functions/store/create-redemption.ts';
import { listRedemptions } from '../../functions/store/list-redemptions.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The store Lambda on a ledger of the test's choice. */
export const storeHandler = (ledger: Ledger) =>
  apiHandler(storeRoutes, {
    createRedemption: createRedemption(ledger),
    listRedemptions: listRedemptions(ledger),
  });
