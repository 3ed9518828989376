import { expect, test } from 'vitest';
import { authenticateSpenderKey } from '../../shared/access/authenticate-api-key.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { call } from '../support/api.ts';
import { openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { storeHandler } from '../support/store-handler.ts';
import { budgetedAccount, idOf } from '../support/spending.ts';

const metered = openTestLedger();
const { during } = meter(metered);
const store = storeHandler(metered);
const { ref, as, spender, spend, hold, capture, release, byAgency } = await budgetedAccount(metered);
const id = await spender({ perCall: 100, perDay: 10_000, perMonth: 100_000 });
const once = { calls: ['BatchGetItem', 'TransactWriteItems'] };

test('a spend under a budget costs one BatchGet, one transaction and 8 write units', async () => {
  expect(await during(() => spend(id, 3))).toMatchObject({ ...once, writeUnits: 8 });
  expect(await during(() => spend(id, 3))).toMatchObject({ ...once, writeUnits: 8 });
});

test('a spend without one costs 6, as before', async () => {
  expect(await during(() => spend(undefined, 3))).toMatchObject({ ...once, writeUnits: 6 });
});

test('under a budget a hold costs 6 write units, a capture 8, and a release 4', async () => {
  let open = '';
  const held = async () => {
    open = idOf(await hold(id, 10));
  };
  expect(await during(held)).toMatchObject({ ...once, writeUnits: 6 });
  expect(await during(() => capture(id, open, { amount: 3, final: false }))).toMatchObject({
    ...once,
    writeUnits: 8,
  });
  expect(await during(() => release(id, open))).toMatchObject({ ...once, writeUnits: 4 });
});

test('the agency reads once more for a capture of what a spender holds', async () => {
  const open = idOf(await hold(id, 10));
  expect(await during(() => byAgency.capture(open, { amount: 3, final: false }))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    // The audit log entry included.
    writeUnits: 12,
  });
});

test('a refusal and a replay write nothing', async () => {
  await spend(id, 3, 'again');
  expect(await during(() => spend(id, 3, 'again'))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
  expect(await during(() => spend(id, 101))).toMatchObject({ writeUnits: 0 });
});

test('to make a key costs 8 write units, to use it one read, and to revoke it 4 write units', async () => {
  const request = { headers: { 'idempotency-key': 'key' }, body: { spender: id, name: 'Agent' } };
  let [key, keyId] = ['', ''];
  const making = async () => {
    const { body } = await as(undefined, accountRoutes.createSpenderKey, request);
    const made = accountRoutes.createSpenderKey.responses[201].body.parse(body);
    [key, keyId] = [made.key, made.id];
  };
  expect(await during(making)).toMatchObject({ ...once, writeUnits: 8 });
  await authenticateSpenderKey(metered.table, key, metered.now());
  expect(await during(() => authenticateSpenderKey(metered.table, key, metered.now()))).toMatchObject({
    calls: ['BatchGetItem'],
    writeUnits: 0,
  });
  const revoking = () => as(undefined, accountRoutes.revokeSpenderKey, { params: { keyId } });
  expect(await during(revoking)).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 4,
  });
});

test('to ask costs 6 write units, to repeat it none, and what is approved 2 more than a spend under a budget', async () => {
  const asks = await spender({ perCall: 1 }, { above: 'ask' });
  expect(await during(() => spend(asks, 3, 'wish'))).toMatchObject({ ...once, writeUnits: 6 });
  expect(await during(() => spend(asks, 3, 'wish'))).toMatchObject({ writeUnits: 0 });
  const { items } = storeRoutes.listApprovals.responses[200].body.parse(
    (await call(store, storeRoutes.listApprovals, { caller: ref })).body,
  );
  const approve = { caller: ref, params: { approvalId: items[0]?.id ?? '' } };
  expect(await during(() => call(store, storeRoutes.approveApproval, approve))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems', 'BatchGetItem'],
    writeUnits: 10,
  });
});
