import { expect, test } from 'vitest';
import * as z from 'zod';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { authenticateSession } from '../../shared/access/authenticate-session.ts';
import { createSession } from '../../shared/access/create-session.ts';
import { ofHeir } from '../../shared/access/of-heir.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { AccountMergedError } from '../../shared/ledger/account-merged-error.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { priceOfEach } from '../../shared/table/items/lot.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { agencyOf } from '../../shared/spenders/spender-caller.ts';
import { sendCredits } from '../../shared/transfers/send.ts';
import { customerOf } from '../../shared/transfers/sender.ts';
import { clientHandler } from '../support/account-handler.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call, type Call } from '../support/api.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';
import { storeHandler } from '../support/store-handler.ts';
import { disputeFact, openCheckout, paidFact, refundFact } from '../support/payments.ts';

const ledger = openTestLedger();
const staff = agencyHandler(ledger);
const customers = clientHandler(ledger);
const shop = storeHandler(ledger);
const HOUR_MS = 3_600_000;

/** Two accounts of one agency, the old one with nothing and the other one with 7 credits. */
const setUp = async () => {
  const { agency } = await accountOfOpenAgency(ledger, { transfers: { promo: true } });
  const [old, other, third] = ['old', 'other', 'third'].map((account): AccountRef => ({ agency, account }));
  if (!old || !other || !third) throw new Error('three accounts');
  for (const ref of [old, other, third])
    await move(ledger, ref, {
      type: 'credit',
      kind: 'adjustment',
      reference: 'own',
      amount: 7,
      class: 'promo',
    });
  await move(ledger, old, { type: 'debit', kind: 'adjustment', reference: 'gone', amount: 7 });
  const ask = (route: Parameters<typeof call>[1], request: Call) =>
    call(staff, route, { caller: adminAt(agency), ...request });
  return {
    agency,
    old,
    other,
    third,
    ask,
    merge: (from = old, into = other, headers: Record<string, string> = {}) =>
      ask(agencyRoutes.mergeAccount, {
        params: { accountId: from.account },
        body: { into: into.account },
        headers,
      }),
    take: async (fact: ReceiptFact) => {
      const taken = await takeFactsInto(ledger)(agency, 'stripe', fact);
      if (!taken.ok) throw new Error(taken.error.code);
    },
  };
};

const findings = async (ref: AccountRef) => {
  const audited = await auditLedger({ ...ledger, now: () => Date.now() + HOUR_MS }, ref, () => true);
  return audited.ok ? audited.value.findings : audited.error;
};

const standing = async (ref: AccountRef) => {
  const { balance, debt, lots } = await readAccount(ledger, ref);
  return { balance, debt, lots: lots.map(({ id: _, ...lot }) => lot) };
};

test('all credits move with class, expiry, restriction and origin, in one entry on each side that audits clean', async () => {
  const { old, other, third, merge } = await setUp();
  const expiresAt = instant(Date.now() + 90 * 24 * HOUR_MS);
  const onlyFor = { categories: ['tools'] };
  const given = { type: 'credit', kind: 'adjustment', reference: 'a' } as const;
  await move(ledger, old, { ...given, amount: 20, class: 'paid', expiresAt });
  await move(ledger, old, { ...given, amount: 30, class: 'promo', onlyFor });
  await sendCredits(
    ledger,
    customerOf({ ...third, spender: undefined }),
    { to: { account: 'old' }, amount: 3 },
    'a',
  );
  expect(await merge()).toMatchObject({ status: 200, body: { account: 'old', into: 'other' } });
  expect(await standing(old)).toEqual({ balance: 0, debt: 0, lots: [] });
  expect(await standing(other)).toEqual({
    balance: 60,
    debt: 0,
    lots: [
      { class: 'paid', amount: 20, expiresAt, origin: { account: 'old', lot: 3 } },
      { class: 'promo', amount: 30, onlyFor, origin: { account: 'old', lot: 4 } },
      { class: 'promo', amount: 7 },
      { class: 'promo', amount: 3, origin: { account: 'third', lot: 1 } },
    ],
  });
  expect((await entriesOf(ledger, old)).at(-1)).toMatchObject({
    type: 'out',
    kind: 'merge',
    amount: 53,
    reference: 'other',
  });
  expect((await entriesOf(ledger, other)).at(-1)).toMatchObject({
    type: 'in',
    kind: 'merge',
    amount: 53,
    reference: 'old',
  });
  expect([await findings(old), await findings(other)]).toEqual([[], []]);
});

test('a debt moves too, and is paid at once by what the other account has', async () => {
  const { old, other, third, merge } = await setUp();
  await leaveInDebt(ledger, old, 10);
  await merge();
  expect(await standing(old)).toEqual({ balance: 0, debt: 0, lots: [] });
  expect(await standing(other)).toEqual({ balance: -3, debt: 3, lots: [] });
  await merge(third, other);
  expect(await standing(other)).toMatchObject({ balance: 4, debt: 0 });
  for (const ref of [old, other, third]) expect(await findings(ref)).toEqual([]);
});

test('merging again answers the same, and nobody merges into itself, a merged account, or after others merged into it', async () => {
  const { old, other, third, merge } = await setUp();
  expect(await merge(old, old)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  expect(await merge(old, { ...old, account: 'nobody' })).toMatchObject({
    status: 404,
    body: { code: 'unknown_account' },
  });
  expect(await merge({ ...old, account: 'nobody' })).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
  const [first, second] = [await merge(), await merge()];
  expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
  expect(await entriesOf(ledger, other)).toHaveLength(1);
  expect(await merge(old, third)).toMatchObject({
    status: 409,
    body: { code: 'account_merged', into: 'other' },
  });
  expect(await merge(third, old)).toMatchObject({
    status: 409,
    body: { code: 'account_merged', into: 'other' },
  });
  expect(await merge(other, third)).toMatchObject({
    status: 409,
    body: { code: 'account_not_mergeable', reasons: ['merged_accounts'] },
  });
});

test('a dry run shows the account afterwards or what stands in the way, and changes nothing', async () => {
  const { agency, old, other, merge } = await setUp();
  await move(ledger, old, { type: 'credit', kind: 'adjustment', reference: 'a', amount: 20, class: 'paid' });
  const prefer = { prefer: 'dry-run' };
  expect(await merge(old, other, prefer)).toMatchObject({
    status: 200,
    body: { dryRun: true, balance: 27, entries: [{ type: 'in', kind: 'merge', amount: 20 }] },
  });
  expect(await readAccount(ledger, old)).toMatchObject({ balance: 20 });
  await makeSpender(
    ledger,
    agencyOf({ agency, actor: 'admin' }, 'old'),
    { name: 'Bot', kind: 'agent', limits: {} },
    'a',
  );
  await move(ledger, old, { type: 'hold', hold: 'hold_1', amount: 1, endsAt: instant(Date.now() + HOUR_MS) });
  for (const headers of [prefer, {}])
    expect(await merge(old, other, headers)).toMatchObject({
      status: 409,
      body: { code: 'account_not_mergeable', reasons: ['spenders', 'holds'] },
    });
});

test('what is done at the moment of a merge comes before it, and its credits go along, or after it, and is refused', async () => {
  const { agency, old, other, third } = await setUp();
  const late = { type: 'credit', kind: 'adjustment', reference: 'a', amount: 5, class: 'paid' } as const;
  const racing = ledgerWhereMeanwhile(async () => await move(ledger, old, late));
  const who = { agency, actor: 'admin' };
  expect(await mergeAccounts(racing, who, 'old', 'other')).toMatchObject({ ok: true });
  expect(await standing(other)).toMatchObject({ balance: 12 });
  const merging = () => mergeAccounts(ledger, who, 'third', 'other');
  await expect(move(ledgerWhereMeanwhile(merging), third, late)).rejects.toThrow(AccountMergedError);
  expect(await standing(other)).toMatchObject({ balance: 19 });
  await expect(move(ledger, third, late)).rejects.toThrow(AccountMergedError);
});

test('a late payment of the old account is credited to the other one, and its refund and chargeback take it from there', async () => {
  const { old, other, merge, take } = await setUp();
  const checkout = await openCheckout(ledger, old, { bonusCredits: 0 });
  await merge();
  await take(paidFact(checkout));
  await take(paidFact(checkout));
  expect(await standing(other)).toMatchObject({ balance: 107 });
  expect((await entriesOf(ledger, other)).at(-1)).toMatchObject({ kind: 'merge', type: 'in', amount: 100 });
  expect((await entriesOf(ledger, old)).slice(-2)).toMatchObject([
    { kind: 'checkout', type: 'in', amount: 100 },
    { kind: 'merge', type: 'out', amount: 100, balance: 0 },
  ]);
  await take(refundFact(checkout, 're_1', 400));
  expect(await standing(other)).toMatchObject({ balance: 67 });
  await move(ledger, other, { type: 'debit', kind: 'spend', reference: 'o', amount: 50 });
  await take(disputeFact(checkout, 'dp_1', 600, 'open'));
  // Promo credits are not taken for a payment.
  expect(await standing(other)).toMatchObject({ debt: 43 - 0, balance: -43 });
  await take(disputeFact(checkout, 'dp_1', 600, 'won'));
  expect(await standing(other)).toMatchObject({ debt: 0, balance: 17 });
  for (const ref of [old, other]) expect(await findings(ref)).toEqual([]);
  expect(await standing(old)).toEqual({ balance: 0, debt: 0, lots: [] });
});

test('a payment from before the merge is taken back from its own credits in the other account first', async () => {
  const { old, other, merge, take } = await setUp();
  const checkout = await openCheckout(ledger, old, { bonusCredits: 0 });
  await take(paidFact(checkout));
  const own = await openCheckout(ledger, other, { bonusCredits: 0 });
  const price = priceOfEach(own.price, own.credits);
  await take(paidFact(own));
  await merge();
  await take(disputeFact(checkout, 'dp_1', 1000, 'open'));
  expect((await standing(other)).lots).toEqual([
    { class: 'promo', amount: 7 },
    { class: 'paid', amount: 100, price },
  ]);
  await take(disputeFact(checkout, 'dp_1', 1000, 'won'));
  expect((await standing(other)).lots).toContainEqual({
    class: 'paid',
    amount: 100,
    price,
    origin: { account: 'old', lot: 3 },
  });
  await take(disputeFact(own, 'dp_2', 1000, 'open'));
  expect((await standing(other)).balance).toBe(107);
  for (const ref of [old, other]) expect(await findings(ref)).toEqual([]);
});

test('a chargeback finds what the old account had received, and what the other one sent on', async () => {
  const { old, other, third, merge, take } = await setUp();
  const checkout = await openCheckout(ledger, third, { bonusCredits: 0 });
  await take(paidFact(checkout));
  const send = (from: AccountRef, to: string, amount: number, key: string) =>
    sendCredits(ledger, customerOf({ ...from, spender: undefined }), { to: { account: to }, amount }, key);
  // Promo goes first.
  await send(third, 'old', 67, 'a');
  await merge();
  expect(await send(other, 'old', 1, 'c')).toMatchObject({
    ok: false,
    error: { code: 'recipient_not_found' },
  });
  expect(await send(third, 'old', 5, 'd')).toMatchObject({ ok: true });
  const fourth = { ...third, account: 'fourth' };
  await move(ledger, fourth, {
    type: 'credit',
    kind: 'adjustment',
    reference: 'own',
    amount: 1,
    class: 'promo',
  });
  expect(await send(other, 'fourth', 44, 'b')).toMatchObject({ ok: true });
  await take(disputeFact(checkout, 'dp_1', 1000, 'open'));
  const left = await Promise.all([third, old, other, fourth].map(standing));
  expect(left.map(({ balance }) => balance).reduce((sum, one) => sum + one, 0)).toBe(7 + 7 + 1);
  expect(left.map(({ debt }) => debt)).toEqual([0, 0, 0, 0]);
  await take(disputeFact(checkout, 'dp_1', 1000, 'won'));
  expect(
    (await Promise.all([third, old, other, fourth].map(standing))).map(({ balance }) => balance),
  ).toEqual([35, 0, 35, 45]);
  for (const ref of [old, other, third, fourth]) expect(await findings(ref)).toEqual([]);
});

test('a spend of the old account is given back to the lots that it came from, in the other account', async () => {
  const { old, other, merge, ask } = await setUp();
  const { expiresAt } = { expiresAt: instant(Date.now() + 90 * 24 * HOUR_MS) };
  await move(ledger, old, {
    type: 'credit',
    kind: 'adjustment',
    reference: 'a',
    amount: 20,
    class: 'paid',
    expiresAt,
  });
  await move(ledger, old, { type: 'debit', kind: 'spend', reference: 'order', amount: 15 });
  const [spent] = (await entriesOf(ledger, old)).slice(-1);
  await merge();
  const refund = () =>
    ask(agencyRoutes.createSpendRefund, {
      params: { accountId: 'old' },
      body: { entry: spent?.number, at: spent?.at },
      headers: { 'idempotency-key': 'r' },
    });
  expect(await refund()).toMatchObject({ status: 201 });
  expect(await refund()).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect((await standing(other)).lots).toContainEqual({
    class: 'paid',
    amount: 20,
    expiresAt,
    origin: { account: 'old', lot: 3 },
  });
  expect(await findings(old)).toEqual([]);
  expect(await findings(other)).toEqual([]);
});

test('sessions of the old account are over, tokens and keys of it lead to the other one, and new things are refused', async () => {
  const { agency, old, other, merge, ask } = await setUp();
  await move(ledger, old, { type: 'credit', kind: 'adjustment', reference: 'a', amount: 20, class: 'paid' });
  const who = { agency, actor: 'admin', kind: 'person' as const, scopes: ['agency:write' as const] };
  const input = { scopes: ['credits:read' as const], seconds: 600 };
  const made = await createSession(ledger, who, 'old', input);
  if (!made.ok) throw new Error(made.error.code);
  const spend = (ref: AccountRef, key: string) =>
    call(customers, accountRoutes.createSpend, {
      caller: ref,
      body: { amount: 4, reference: 'order-1' },
      headers: { 'idempotency-key': key },
    });
  expect(await spend(old, 'before')).toMatchObject({ status: 201 });
  await merge();
  expect(await authenticateSession(ledger.table, made.value.token, Date.now())).toMatchObject({ ok: false });
  expect(await createSession(ledger, who, 'old', input)).toMatchObject({
    value: { session: { account: 'other' } },
  });
  const bearer = { kind: 'person' as const, agency, account: 'old', roles: [], scopes: [], faults: {} };
  expect(await ofHeir(ledger.table, bearer)).toMatchObject({ account: 'other' });
  // The answer to the first was lost, and the token leads to the other account meanwhile.
  expect(await spend(other, 'before')).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
  });
  expect((await standing(other)).balance).toBe(23);
  expect(await spend(old, 'after')).toMatchObject({
    status: 409,
    body: { code: 'account_merged', into: 'other' },
  });
  const fields = { params: { accountId: 'old' }, headers: { 'idempotency-key': 'n' } };
  expect(
    await ask(agencyRoutes.createAdjustment, { ...fields, body: { type: 'in', amount: 1, reason: 'x' } }),
  ).toMatchObject({
    status: 409,
    body: { code: 'account_merged' },
  });
  expect(await ask(agencyRoutes.getAgencyAccount, { params: { accountId: 'old' } })).toMatchObject({
    status: 200,
    body: { balance: 0, mergedInto: 'other' },
  });
  expect(await ask(agencyRoutes.getAgencyAccount, { params: { accountId: 'other' } })).toMatchObject({
    status: 200,
    body: { balance: 23, mergedFrom: ['old'] },
  });
});

test('a transfer, a gift and a hold of the old account are not made again in the other one under the same key', async () => {
  const { old, other, third, merge } = await setUp();
  await move(ledger, old, { type: 'credit', kind: 'adjustment', reference: 'a', amount: 20, class: 'paid' });
  const headers = { 'idempotency-key': 'k' };
  const send = (caller: AccountRef, amount = 5) =>
    call(customers, accountRoutes.createTransfer, {
      caller,
      headers,
      body: { to: { account: 'third' }, amount },
    });
  const give = (caller: AccountRef) =>
    call(shop, storeRoutes.createGift, { caller, headers, body: { amount: 6 } });
  const hold = (caller: AccountRef) =>
    call(customers, accountRoutes.createHold, { caller, headers, body: { amount: 1, reference: 'r' } });
  const made = [await send(old), await give(old), await hold(old)];
  for (const one of made) expect(one).toMatchObject({ status: 201 });
  const holdId = z.object({ id: z.string() }).parse(made[2]?.body).id;
  await call(customers, accountRoutes.releaseHold, { caller: old, params: { holdId } });
  await merge();
  const again = [await send(other), await give(other), await hold(other)];
  expect(again.map(({ body }) => body)).toEqual(made.map(({ body }) => body));
  for (const one of again)
    expect(one).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect(await send(other, 4)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  expect((await standing(other)).balance).toBe(7 + 20 - 5 - 6);
  expect((await standing(third)).balance).toBe(7 + 5);
});
