import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call } from '../support/api.ts';
import { debitOf } from '../support/commands.ts';
import { accountOfOpenAgency, give, move, openTestLedger, someAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';

const START = Date.parse('2026-03-01T12:00:00.000Z');
let now = START;
const ledger = openTestLedger({ now: () => now });
const { during } = meter(ledger);
const handler = clientHandler(ledger);

/** 30 credits, of which 10 are spent a second later, and 5 twice in one millisecond another second later. */
const setUp = async (): Promise<AccountRef> => {
  now = START;
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, 30);
  now = START + 1000;
  await move(ledger, ref, debitOf(10));
  now = START + 2000;
  await move(ledger, ref, debitOf(5), debitOf(5));
  return ref;
};

const balanceAt = (caller: AccountRef, at: string) =>
  call(handler, accountRoutes.getAccount, { caller, query: { at } });

const asAgency = (agency: string, at: string, accountId = 'customer') =>
  call(agencyHandler(ledger), agencyRoutes.getAgencyAccount, {
    caller: adminAt(agency),
    params: { accountId },
    query: { at },
  });

test.each([
  ['before the first entry', -1, 0, 0],
  ['at the first entry', 0, 30, 1],
  ['just before the second', 999, 30, 1],
  ['at the second', 1000, 20, 2],
  ['at the last millisecond, in which there were two', 2000, 10, 4],
  ['in the future', 1e9, 10, 4],
])('%s, the balance is as it was posted then: one Query', async (_, wait, balance, entries) => {
  const caller = await setUp();
  const at = instant(START + wait);
  expect(await balanceAt(caller, at)).toMatchObject({
    status: 200,
    body: { account: 'customer', at, balance, entries },
  });
  const cost = await during(() => balanceAt(caller, at));
  expect(cost).toMatchObject({ calls: ['Query'], writeUnits: 0 });
  expect(cost.readUnits).toBeLessThanOrEqual(1);
});

test('a time with an offset is taken, anything else is refused', async () => {
  const caller = await setUp();
  expect(await balanceAt(caller, '2026-03-01T13:00:00+01:00')).toMatchObject({ body: { balance: 30 } });
  expect(await balanceAt(caller, 'yesterday')).toMatchObject({ status: 400 });
});

test('an agency reads the balance of its accounts; an account without an entry by then is not found', async () => {
  const { agency } = await setUp();
  expect(await asAgency(agency, instant(START + 1500))).toMatchObject({
    status: 200,
    body: { account: 'customer', balance: 20, entries: 2 },
  });
  expect(await asAgency(agency, instant(START - 1))).toMatchObject({ status: 404 });
});

test('I8: an account of another agency is empty, and not found for that agency', async () => {
  await setUp();
  const stranger = await accountOfOpenAgency(ledger);
  expect(await balanceAt(stranger, instant(now))).toMatchObject({ body: { balance: 0, entries: 0 } });
  expect(await asAgency(someAccount().agency, instant(now))).toMatchObject({ status: 404 });
});
