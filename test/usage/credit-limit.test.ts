import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { unpaidPurchases } from '../../shared/store/unpaid.ts';
import { refusedUsageOf } from '../../shared/usage/read-refused.ts';
import { usageStateOf } from '../../shared/usage/read-usage.ts';
import { entriesOf, findingsOf, give, leaveInDebt, openTestLedger, readAccount } from '../support/ledger.ts';
import { budgetedAccount } from '../support/spending.ts';
import { charge, eventOf, meterOf, putMeter } from '../support/usage.ts';

const ledger = openTestLedger();

/** An account with ten credits, a meter of a credit for each unit, and a way to set its limit. */
const begun = async () => {
  const account = await budgetedAccount(ledger, 10);
  await putMeter(ledger, meterOf(account.ref.agency, { creditsPer: 1, per: 1 }));
  const params = { accountId: account.ref.account };
  return {
    ...account,
    use: (id: string, quantity: number) => charge(ledger, account.ref, [eventOf(id, { quantity })]),
    setLimit: (creditLimit: number) =>
      account.agency.call(agencyRoutes.putCreditLimit, { params, body: { creditLimit } }),
    limit: async () => (await account.agency.call(agencyRoutes.getCreditLimit, { params })).body,
  };
};

test('usage beyond the credits leaves a debt up to the limit, and beyond it is refused', async () => {
  const { ref, use, setLimit, limit, as } = await begun();
  expect(await setLimit(30)).toMatchObject({ status: 200, body: { creditLimit: 30 } });
  expect(await limit()).toEqual({ creditLimit: 30 });
  expect(await use('a', 25)).toMatchObject({ charged: 1, credits: 25 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: -15, debt: 15, usageDebt: 15, lots: [] });
  expect(await use('b', 16)).toMatchObject({ refused: 1 });
  expect(await use('c', 15)).toMatchObject({ charged: 1 });
  expect(await use('d', 1)).toMatchObject({ refused: 1 });
  expect(await usageStateOf(ledger.table, ref, eventOf('d'))).toMatchObject({
    value: { refusal: 'credit_limit' },
  });
  expect(await entriesOf(ledger, ref)).toMatchObject([
    {},
    { kind: 'usage', amount: 25, debt: 15, balance: -15 },
    { kind: 'usage', amount: 15, debt: 15, balance: -30 },
  ]);
  expect((await as(undefined, accountRoutes.getAccount)).body).toMatchObject({
    balance: -30,
    available: 0,
    debt: 30,
    creditLimit: 30,
    state: 'debt',
  });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('writers at the same time never go beyond the limit together', async () => {
  const { ref, use, setLimit } = await begun();
  await setLimit(30);
  const done = await Promise.all(Array.from({ length: 12 }, (_, writer) => use(`event-${writer}`, 7)));
  expect(done.reduce((sum, { charged }) => sum + charged, 0)).toBe(5);
  expect((await readAccount(ledger, ref)).balance).toBe(-25);
});

test('credits that come in pay the debt first, and nothing else may use the limit', async () => {
  const { ref, use, setLimit, spend, hold } = await begun();
  await setLimit(30);
  expect(await spend(undefined, 11)).toMatchObject({ status: 402, body: { code: 'insufficient_credits' } });
  await use('a', 25);
  expect(await spend(undefined, 1)).toMatchObject({ status: 402, body: { code: 'account_in_debt' } });
  expect(await hold(undefined, 1)).toMatchObject({ status: 402, body: { code: 'account_in_debt' } });
  await give(ledger, ref, 20);
  const { usageDebt, debt, balance } = await readAccount(ledger, ref);
  expect({ usageDebt, debt, balance }).toEqual({ usageDebt: undefined, debt: 0, balance: 5 });
  expect(await spend(undefined, 5)).toMatchObject({ status: 201 });
});

test('a payment that was taken back counts towards the limit, and is paid before usage', async () => {
  const { ref, use, setLimit } = await begun();
  await setLimit(30);
  await leaveInDebt(ledger, ref, 20);
  expect(await readAccount(ledger, ref)).toMatchObject({ debt: 10 });
  expect(await use('a', 21)).toMatchObject({ refused: 1 });
  expect(await use('b', 20)).toMatchObject({ charged: 1 });
  expect(await readAccount(ledger, ref)).toMatchObject({ debt: 30, usageDebt: 20 });
  await give(ledger, ref, 10);
  const paid = await readAccount(ledger, ref);
  expect(paid).toMatchObject({ debt: 20, usageDebt: 20 });
  // What is owed is usage only: no payment is missing.
  expect(await unpaidPurchases(ledger.table, paid, ['some'])).toEqual(new Set());
});

test('a lower limit leaves the debt, and refuses usage until it is below', async () => {
  const { ref, use, setLimit } = await begun();
  await setLimit(30);
  await use('a', 40);
  expect(await setLimit(5)).toMatchObject({ status: 200 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: -30, creditLimit: 5 });
  expect(await use('b', 1)).toMatchObject({ refused: 1 });
  await give(ledger, ref, 26);
  expect(await use('c', 1)).toMatchObject({ charged: 1 });
  await setLimit(0);
  expect((await readAccount(ledger, ref)).creditLimit).toBeUndefined();
});

test('credits that are held stay held', async () => {
  const { ref, use, setLimit, hold } = await begun();
  await hold(undefined, 8);
  expect(await use('a', 3)).toMatchObject({ refused: 1 });
  await setLimit(10);
  expect(await use('b', 7)).toMatchObject({ charged: 1 });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: 3, debt: 5 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account that nobody knows gets a limit on request only', async () => {
  const { agency } = await begun();
  const params = { accountId: 'new' };
  const put = (body: object) => agency.call(agencyRoutes.putCreditLimit, { params, body });
  expect(await agency.call(agencyRoutes.getCreditLimit, { params })).toMatchObject({ status: 404 });
  expect(await put({ creditLimit: 5 })).toMatchObject({ status: 404, body: { code: 'unknown_account' } });
  expect(await put({ creditLimit: 5, create: true })).toMatchObject({ status: 200 });
  expect(await charge(ledger, agency.ref('new'), [eventOf('a', { quantity: 5 })])).toMatchObject({
    charged: 1,
  });
  expect(await findingsOf(ledger, agency.ref('new'))).toEqual([]);
});

test('what is refused is listed for the account and for the agency, newest first', async () => {
  const { ref, use } = await begun();
  await use('a', 11);
  await use('b', 12);
  await use('b', 12);
  const list = async (account?: string) =>
    await refusedUsageOf(ledger.table, ref.agency, { account, limit: 10 });
  const one = (id: string, quantity: number) => ({
    account: ref.account,
    events: [{ id, meter: 'calls', quantity, time: eventOf(id).time, reason: 'insufficient_credits' }],
  });
  const items = [one('b', 12), one('a', 11)];
  expect(await list(ref.account)).toMatchObject({ ok: true, value: { items, cursor: null } });
  expect(await list()).toMatchObject({ value: { items } });
  expect(await list('other')).toMatchObject({ value: { items: [] } });
});
