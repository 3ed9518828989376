import { expect, test } from 'vitest';
import { meterPriceRoutes } from '../../shared/http/routes/store/meters.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { call } from '../support/api.ts';
import { openTestLedger, someAccount } from '../support/ledger.ts';
import { storeHandler } from '../support/store-handler.ts';
import { meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();
const handler = storeHandler(ledger);

const list = (caller: AccountRef) => call(handler, meterPriceRoutes.listMeterPrices, { caller });

test("customers read the names and prices of their own agency's meters, and nothing else of them", async () => {
  const [caller, other] = [someAccount(), someAccount()];
  await putMeter(ledger, meterOf(caller.agency, { entries: 'batch' }));
  await putMeter(ledger, meterOf(other.agency, { creditsPer: 9 }));
  expect(await list(caller)).toMatchObject({ status: 200, body: { cursor: null } });
  expect(await list(caller)).toHaveProperty('body.items', [
    { id: 'calls', name: 'API calls', unit: 'call', creditsPer: 3, per: 7 },
  ]);
});
