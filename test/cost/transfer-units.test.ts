import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { clientHandler } from '../support/account-handler.ts';
import { call } from '../support/api.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = clientHandler(metered);

const caller = await accountOfOpenAgency(ledger, { transfers: { promo: false } });
await give(ledger, caller, 1000);
await give(ledger, { ...caller, account: 'friend' }, 1);

const send = (key: string, amount: number) => () =>
  call(handler, accountRoutes.createTransfer, {
    caller,
    headers: { 'idempotency-key': key },
    body: { to: { account: 'friend' }, amount, note: 'Happy birthday' },
  });

test('a transfer costs one BatchGet, one transaction, 10 write units and its index write', async () => {
  const cost = await during(send('a', 5));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 10 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('a replay of a transfer costs no write unit, and reads the entry of the sender beside', async () => {
  expect(await during(send('a', 5))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
});

test('a refused transfer costs no write unit', async () => {
  expect(await during(send('b', 5000))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
});
