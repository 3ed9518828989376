import { settingsItem } from '../../shared/table/items/settings.ts';
import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  give,
  leaveInDebt,
  move,
  openTestLedger,
  someAccount,
} from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';

const ledger = openTestLedger();
const handler = clientHandler(ledger);

const read = (caller: AccountRef, etag?: string) =>
  call(handler, accountRoutes.getAccount, { caller, ...(etag && { headers: { 'if-none-match': etag } }) });

test('an unused account is empty and says why it cannot spend', async () => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await read(caller)).toMatchObject({
    status: 200,
    body: {
      account: 'customer',
      balance: 0,
      available: 0,
      debt: 0,
      state: 'zero',
      expiring: [],
      allowed: {
        buyCredits: { allowed: true, reasons: [] },
        spendCredits: { allowed: false, reasons: [{ code: 'insufficient_credits' }] },
        sendCredits: {
          allowed: false,
          reasons: [{ code: 'transfers_disabled' }, { code: 'insufficient_credits' }],
        },
      },
    },
  });
});

test('an account names the agency that it belongs to', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const other = await accountOfOpenAgency(ledger);
  expect(await read(caller)).toMatchObject({ status: 200, body: { agency: caller.agency } });
  expect(await read(other)).toMatchObject({ status: 200, body: { agency: other.agency } });
  expect(other.agency).not.toBe(caller.agency);
});

test.each([
  [0, 'zero'],
  [19, 'low'],
  [20, 'ok'],
])('with %i credits and a threshold of 20, the state is %s', async (credits, state) => {
  const caller = await accountOfOpenAgency(ledger);
  if (credits > 0) await give(ledger, caller, credits);
  expect(await read(caller)).toMatchObject({ body: { balance: credits, available: credits, state } });
});

test('an account in debt has no available credits and says why', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, caller, 7);
  expect(await read(caller)).toMatchObject({
    body: {
      balance: -7,
      available: 0,
      debt: 7,
      state: 'debt',
      allowed: { spendCredits: { reasons: [{ code: 'account_in_debt' }] } },
    },
  });
});

test('a reason says that the agency has paused payments', async () => {
  const caller = await accountOfOpenAgency(ledger, { creditSales: false, creditPayments: false });
  await give(ledger, caller, 50);
  expect(await read(caller)).toMatchObject({
    body: {
      allowed: {
        buyCredits: { allowed: false, reasons: [{ code: 'credit_sales_disabled' }] },
        spendCredits: { allowed: false, reasons: [{ code: 'credit_payments_disabled' }] },
      },
    },
  });
});

const NO_METHODS = { methods: {}, steps: [{ name: 'review' }], remindAfterHours: 24, expireAfterDays: 14 };

test.each([
  [{ creditSales: true }, ['no_payment_method']],
  [{ creditSales: false }, ['credit_sales_disabled', 'no_payment_method']],
])('with %j and no way to pay, credits cannot be bought because of %j', async (settings, codes) => {
  const caller = await accountOfOpenAgency(ledger, { ...settings, providers: [], requests: NO_METHODS });
  const reasons = codes.map((code) => ({ code, title: expect.any(String) }));
  expect(await read(caller)).toMatchObject({
    body: { allowed: { buyCredits: { allowed: false, reasons } } },
  });
});

test('expired credits are hidden, and upcoming expiries are listed', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const promo = { type: 'credit', kind: 'bonus', reference: 'b', amount: 5, class: 'promo' } as const;
  await move(ledger, caller, { ...promo, expiresAt: at(-1) }, { ...promo, expiresAt: at(3) });
  expect(await read(caller)).toMatchObject({
    body: { balance: 5, available: 5, expiring: [{ credits: 5, class: 'promo' }] },
  });
});

test('the ETag gives 304 until a movement or a change of settings', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 50);
  const etag = async () => String((await read(caller)).headers['etag']);
  const first = await etag();
  expect(await read(caller, first)).toMatchObject({ status: 304, body: {}, headers: { etag: first } });
  expect(await read(caller, `W/${first}, "other"`)).toMatchObject({ status: 304 });
  await give(ledger, caller, 1);
  const second = await etag();
  expect(second).not.toBe(first);
  expect(await read(caller, first)).toMatchObject({ status: 200, body: { balance: 51 } });
  await putGuarded(ledger.table, {
    key: settingsKey(caller.agency),
    schema: settingsItem,
    item: someSettings(caller.agency, { creditPayments: false }),
    version: 1,
  });
  expect(await read(caller, second)).toMatchObject({ status: 200 });
});

test('an agency without settings is not found', async () => {
  expect(await read(someAccount())).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

test.each([
  ['shown', 0, true, []],
  ['shown', 5, true, []],
  ['with_credits', 0, false, ['no_credits_yet']],
  ['with_credits', 5, true, []],
  ['hidden', 0, false, ['widget_hidden']],
  ['hidden', 5, false, ['widget_hidden']],
] as const)(
  'widget of an agency that has it %s, balance %i',
  async (balanceWidget, credits, visible, codes) => {
    const caller = await accountOfOpenAgency(ledger, { balanceWidget });
    if (credits > 0) await give(ledger, caller, credits);
    expect(await read(caller)).toMatchObject({
      body: { widget: { visible, reasons: codes.map((code) => ({ code, title: expect.any(String) })) } },
    });
  },
);

test('a customer in debt sees the widget', async () => {
  const caller = await accountOfOpenAgency(ledger, { balanceWidget: 'with_credits' });
  await leaveInDebt(ledger, caller, 7);
  expect(await read(caller)).toMatchObject({ body: { widget: { visible: true, reasons: [] } } });
});

test('expiringSoon sums the credits that expire within the agency’s number of days', async () => {
  const caller = await accountOfOpenAgency(ledger, { expiringSoonDays: 7 });
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const promo = { type: 'credit', kind: 'bonus', reference: 'b', class: 'promo' } as const;
  await move(
    ledger,
    caller,
    { ...promo, amount: 3, expiresAt: at(1) },
    { ...promo, amount: 4, expiresAt: at(6.9) },
    { ...promo, amount: 5, expiresAt: at(7.1) },
    { ...promo, amount: 6 },
  );
  expect(await read(caller)).toMatchObject({ body: { expiringSoon: { credits: 7, days: 7 } } });
});

test('lastCredited is the last entry that added credits; a spend does not change it', async () => {
  const caller = await accountOfOpenAgency(ledger);
  expect(await read(caller)).toMatchObject({
    body: { lastCredited: null, expiringSoon: { credits: 0, days: 30 } },
  });
  await give(ledger, caller, 50);
  const [entry] = await entriesOf(ledger, caller);
  await move(ledger, caller, { type: 'debit', kind: 'spend', reference: 'x', amount: 1 });
  expect(await read(caller)).toMatchObject({ body: { lastCredited: { at: entry?.at, credits: 50 } } });
});
