import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { serviceItem } from '../../shared/table/items/service.ts';
import { serviceKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { call } from './api.ts';
import { idOf } from './buyer.ts';
import { storeHandler } from './store-handler.ts';

/** Orders the service `logo` at its price. @returns the order's id */
export const orderOne = async (ledger: Ledger, caller: AccountRef): Promise<string> => {
  const service = await readOne(ledger.table, serviceKey(caller.agency, 'logo'), serviceItem);
  const answer = await call(storeHandler(ledger), serviceRoutes.createOrder, {
    caller,
    params: { serviceId: 'logo' },
    headers: { 'idempotency-key': randomId('key') },
    body: { credits: service?.price },
  });
  return idOf(answer);
};
