import { apiHandler } from '../../shared/http/api-handler.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { createRedemption } from './create-redemption.ts';
import { listRedemptions } from './list-redemptions.ts';

const ledger = openLedger();

export const handler = apiHandler(storeRoutes, {
  createRedemption: createRedemption(ledger),
  listRedemptions: listRedemptions(ledger),
});
