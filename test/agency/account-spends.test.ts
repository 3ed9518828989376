import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { findingsOf, give, leaveInDebt, openTestLedger, readAccount } from '../support/ledger.ts';

const ledger = openTestLedger();
const order = { amount: 4, reference: 'order-1', note: 'two seats' };

const setUp = async (options: { hasBegun?: boolean } = {}) => {
  const agency = await someAgency(ledger, options);
  const spend = (key: string, body: object = order, accountId = 'customer') =>
    agency.call(agencyRoutes.createAccountSpend, {
      params: { accountId },
      headers: { 'idempotency-key': key },
      body,
    });
  return { ...agency, spend };
};

test('an agency can spend on behalf of an account as the customer would', async () => {
  const { spend, ref } = await setUp();
  await give(ledger, ref(), 10);
  const answer = await spend('k');
  expect(answer).toMatchObject({
    status: 201,
    body: { entry: { number: 2, type: 'out', kind: 'spend', ...order, balance: 6 } },
  });
  expect(await spend('k')).toMatchObject({
    status: 201,
    body: answer.body,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect(await spend('k', { ...order, amount: 5 })).toMatchObject({ status: 422 });
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('one key used by the agency and by the customer makes two spends', async () => {
  const { spend, ref } = await setUp();
  await give(ledger, ref(), 10);
  const theirs = await call(clientHandler(ledger), accountRoutes.createSpend, {
    caller: ref(),
    headers: { 'idempotency-key': 'same' },
    body: order,
  });
  const ours = await spend('same');
  expect(ours.status).toBe(201);
  expect(ours.headers).not.toHaveProperty('idempotent-replayed');
  expect(ours.body['id']).not.toBe(theirs.body['id']);
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: 2 });
});

test('32 parallel spends by agency and customer on an account with credits for 20: 20 succeed', async () => {
  const { spend, ref, changes } = await setUp();
  await give(ledger, ref(), 20);
  const one = { amount: 1, reference: 'order-1' };
  const customer = (key: string) =>
    call(clientHandler(ledger), accountRoutes.createSpend, {
      caller: ref(),
      headers: { 'idempotency-key': key },
      body: one,
    });
  const ours = Promise.all(Array.from({ length: 16 }, (_, index) => spend(`k${index}`, one)));
  const theirs = Promise.all(Array.from({ length: 16 }, (_, index) => customer(`k${index}`)));
  const isDone = ({ status }: { status: number }) => status === 201;
  const done = (await ours).filter(isDone).length;
  expect(done + (await theirs).filter(isDone).length).toBe(20);
  expect(await changes({ kind: 'spend', limit: '100' })).toHaveLength(done);
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: 0, entries: 21 });
  expect(await findingsOf(ledger, ref())).toEqual([]);
});

test('the agency gets the same refusals as the customer', async () => {
  const { spend, ref, call: admin, etagOf } = await setUp();
  expect(await spend('a')).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 0, shortfall: 4 },
  });
  await leaveInDebt(ledger, ref('debtor'), 7);
  expect(await spend('a', order, 'debtor')).toMatchObject({
    status: 402,
    body: { code: 'account_in_debt', debt: 7 },
  });
  expect(await spend('a', { ...order, amount: 0 })).toMatchObject({ status: 400 });
  const { getSettings, putSettings } = agencyRoutes;
  const { body } = await admin(getSettings);
  const headers = { 'if-match': await etagOf(getSettings) };
  await admin(putSettings, { headers, body: { ...body, creditPayments: false } });
  await give(ledger, ref(), 10);
  expect(await spend('b')).toMatchObject({ status: 409, body: { code: 'credit_payments_disabled' } });
  const { spend: early } = await setUp({ hasBegun: false });
  expect(await early('a')).toMatchObject({ status: 404 });
});

test('I8: a spend of another agency leaves the account of the same name unchanged', async () => {
  const { spend, ref } = await setUp();
  const { spend: stranger } = await setUp();
  await give(ledger, ref(), 10);
  await spend('same');
  expect(await stranger('same')).toMatchObject({ status: 402, body: { available: 0 } });
  expect(await readAccount(ledger, ref())).toMatchObject({ balance: 6 });
});
