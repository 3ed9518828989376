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

const caller = await accountOfOpenAgency(ledger);
await give(ledger, caller, 1000);

const hold = async (key: string): Promise<string> => {
  const { body } = await call(handler, accountRoutes.createHold, {
    caller,
    headers: { 'idempotency-key': key },
    body: { amount: 10, reference: 'job-1042', note: 'Video, up to 10 minutes' },
  });
  return accountRoutes.createHold.responses[201].body.parse(body).id;
};

const capture = (holdId: string, key: string, body: object = { amount: 3 }) =>
  call(handler, accountRoutes.captureHold, {
    caller,
    params: { holdId },
    headers: { 'idempotency-key': key },
    body,
  });

const release = (holdId: string) => call(handler, accountRoutes.releaseHold, { caller, params: { holdId } });

test('a hold costs one BatchGet, one transaction, 4 write units and its index write', async () => {
  const cost = await during(() => hold('a'));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 4 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('a capture costs one BatchGet, one transaction, 6 write units and its index write', async () => {
  const id = await hold('b');
  const cost = await during(() => capture(id, 'c'));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 6 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('a release costs one BatchGet, one transaction, 4 write units and its index write', async () => {
  const id = await hold('d');
  const cost = await during(() => release(id));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 4 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('a replay of each writes nothing', async () => {
  const id = await hold('e');
  expect(await during(() => hold('e'))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
  await capture(id, 'f', { amount: 1, final: false });
  // The second read is that of the entry, which the answer shows.
  expect(await during(() => capture(id, 'f', { amount: 1, final: false }))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem'],
    writeUnits: 0,
  });
  await release(id);
  expect(await during(() => release(id))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('a spend beside a hold costs 6 write units, as long as the account stays below 1 KB', async () => {
  await hold('g');
  const spend = () =>
    call(handler, accountRoutes.createSpend, {
      caller,
      headers: { 'idempotency-key': 'h' },
      body: { amount: 1, reference: 'order-1042' },
    });
  expect(await during(spend)).toMatchObject({
    calls: ['BatchGetItem', 'TransactWriteItems'],
    writeUnits: 6,
    indexWriteUnits: expect.any(Number),
  });
});
