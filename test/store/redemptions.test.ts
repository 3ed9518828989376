import { promoCodeItem } from '../../shared/table/items/promo-code.ts';
import { expect, test } from 'vitest';
import { newCode } from '../../shared/store/promo-code.ts';
import { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { MAX_LOTS } from '../../shared/ledger/deposit.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { promoCodeKey } from '../../shared/table/keys.ts';
import { call } from '../support/api.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  giveLots,
  leaveInDebt,
  move,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { promoCodesOn, redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';

const ledger = openTestLedger();
const codes = promoCodesOn(ledger);
const redeem = redeemOn(ledger);

const inFuture = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const later = (milliseconds: number) => redeemOn(openTestLedger({ now: () => Date.now() + milliseconds }));
const neighbourOf = (ref: AccountRef, account = 'neighbour') => ({ ...ref, account });

test('a redemption adds one promo lot and one entry', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { name: 'Spring', credits: 50 });
  const answer = await redeem(caller, code);
  expect(answer).toEqual({
    status: 201,
    headers: expect.not.objectContaining({ 'idempotent-replayed': 'true' }),
    body: { name: 'Spring', hint: code.slice(-5), credits: 50, at: expect.any(String), entry: 1 },
  });
  expect(await readAccount(ledger, caller)).toMatchObject({
    balance: 50,
    lots: [{ class: 'promo', amount: 50 }],
  });
  expect(await entriesOf(ledger, caller)).toMatchObject([
    {
      type: 'in',
      kind: 'redemption',
      reference: 'Spring',
      label: 'Spring',
      note: code.slice(-5),
      amount: 50,
    },
  ]);
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('the code itself is stored nowhere', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  const { body } = await redeem(caller, code);
  const kept = JSON.stringify([body, await entriesOf(ledger, caller)]);
  expect(kept).not.toContain(code.slice(5, 19));
  expect(kept).not.toContain(code.replaceAll('-', '').slice(4, 16));
});

test('a code is accepted in lower case, with spaces and with hidden characters', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  const pasted = `\uFEFF ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('-', ' \u2013\u200B')}\n`;
  expect(await redeem(caller, pasted)).toMatchObject({ status: 201 });
});

test.each([
  ['at a time', (expiresAt: string) => ({ creditsExpire: { at: expiresAt } })],
  ['a number of days after the redemption', () => ({ creditsExpire: { afterDays: 30 } })],
])('credits expire %s', async (_how, terms) => {
  const caller = await accountOfOpenAgency(ledger);
  const now = Date.now();
  const expiresAt = new Date(now + 30 * DAY_MS).toISOString();
  const [code] = await codes.make(caller.agency, terms(expiresAt));
  const { body } = await redeemOn(openTestLedger({ now: () => now }))(caller, code);
  expect(body).toMatchObject({ expiresAt });
  expect(await readAccount(ledger, caller)).toMatchObject({ lots: [{ class: 'promo', expiresAt }] });
});

test('a redemption pays a debt first', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, caller, 20);
  const [code] = await codes.make(caller.agency, { credits: 50 });
  expect(await redeem(caller, code)).toMatchObject({ status: 201, body: { credits: 50, entry: 2 } });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 30, debt: 0 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('when the account’s balance would be too large, the code stays unused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, Number.MAX_SAFE_INTEGER);
  const [code] = await codes.make(caller.agency);
  expect(await redeem(caller, code, 'k')).toMatchObject({ status: 409, body: { code: 'balance_limit' } });
  await move(ledger, caller, { type: 'debit', kind: 'spend', reference: 'much', amount: 1000 });
  expect(await redeem(caller, code, 'k')).toMatchObject({ status: 201 });
});

test('where the account holds too many lots, the code stays unused', async () => {
  const caller = await accountOfOpenAgency(ledger);
  await giveLots(ledger, caller, MAX_LOTS);
  const [code] = await codes.make(caller.agency, { creditsExpire: { afterDays: 1000 } });
  expect(await redeem(caller, code, 'k')).toMatchObject({ status: 409, body: { code: 'lot_limit' } });
  await move(ledger, caller, { type: 'debit', kind: 'spend', reference: 'one', amount: 1 });
  expect(await redeem(caller, code, 'k')).toMatchObject({ status: 201 });
});

test.each([
  ['that does not exist', () => newCode('0000').shown],
  ['with a wrong check symbol', (code: string) => code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')],
  ['that is too short', (code: string) => code.slice(0, -1)],
  ['in another form', () => 'SUMMER'],
  ['of an existing batch that was never issued', (code: string) => newCode(code.slice(0, 4)).shown],
])('a code %s is invalid', async (_what, alter) => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  expect(await redeem(caller, alter(code))).toMatchObject({ status: 422, body: { code: 'code_invalid' } });
});

test('a code from an interrupted run is invalid', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [shown] = await codes.make(caller.agency);
  const batch = shown.slice(0, 4);
  const orphan = newCode(batch);
  const item = { batch, run: 'run_cut_off', uses: 0 };
  await putGuarded(ledger.table, {
    key: promoCodeKey(caller.agency, orphan.hash),
    schema: promoCodeItem,
    item,
    version: 0,
  });
  expect(await redeem(caller, orphan.shown)).toMatchObject({ body: { code: 'code_invalid' } });
  expect(await redeem(caller, shown)).toMatchObject({ status: 201 });
});

test('a code for other accounts is answered like an unknown one', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { eligibility: { accounts: ['customer'] } });
  expect(await redeem(neighbourOf(caller), code)).toMatchObject({ body: { code: 'code_invalid' } });
  expect(await redeem(caller, code)).toMatchObject({ status: 201 });
});

test('a code for other regions is restricted; without a region in the token the agency’s default applies', async () => {
  const caller = await accountOfOpenAgency(ledger, { defaultRegion: 'DE' });
  const [code] = await codes.make(caller.agency, { eligibility: { regions: ['DE'] } });
  expect(await redeem({ ...caller, region: 'FR' }, code)).toMatchObject({
    status: 403,
    body: { code: 'code_restricted' },
  });
  expect(await redeem(caller, code)).toMatchObject({ status: 201 });
});

test('a code is valid from its start, inclusive, to its end, exclusive', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const terms = { from: inFuture(DAY_MS), to: inFuture(2 * DAY_MS), usesPerCode: null };
  const [code] = await codes.make(caller.agency, terms);
  const at = (time: string) => redeemOn(openTestLedger({ now: () => Date.parse(time) }));
  expect(await redeem(caller, code)).toMatchObject({ status: 422, body: { code: 'code_not_yet_valid' } });
  expect(await at(terms.from)(caller, code)).toMatchObject({ status: 201 });
  expect(await at(terms.to)(neighbourOf(caller), code)).toMatchObject({
    status: 422,
    body: { code: 'code_expired' },
  });
});

test('a code whose credits would already have expired is expired', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { creditsExpire: { at: inFuture(DAY_MS) } });
  expect(await later(2 * DAY_MS)(caller, code)).toMatchObject({
    status: 422,
    body: { code: 'code_expired' },
  });
});

test('a withdrawn code is expired, and credits already redeemed stay', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [first, second] = await codes.make(caller.agency, { codes: 2 });
  await redeem(caller, first);
  expect(await codes.withdraw(caller.agency, first)).toMatchObject({ status: 200 });
  expect(await redeem(neighbourOf(caller), second ?? '')).toMatchObject({ body: { code: 'code_expired' } });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 50 });
});

test('a code that this account has used says so, and one without uses left is exhausted', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { usesPerAccount: 5 });
  await redeem(caller, code);
  expect(await redeem(caller, code)).toMatchObject({ status: 409, body: { code: 'code_already_used' } });
  expect(await redeem(neighbourOf(caller), code)).toMatchObject({
    status: 409,
    body: { code: 'code_exhausted' },
  });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 50 });
});

test('an agency without settings is not found', async () => {
  expect(await redeem(someAccount(), newCode('0000').shown)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  });
});

test('I8: a code of another agency is invalid, also with the same batch name', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const other = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  expect(await redeem(other, code)).toMatchObject({ body: { code: 'code_invalid' } });
});

test('a replay returns the first outcome, also after the code is withdrawn and the account is throttled', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency);
  const first = await redeem(caller, code, 'once');
  await codes.withdraw(caller.agency, code);
  for (let wrong = 0; wrong < 4; wrong += 1) await redeem(caller, 'WRONG');
  const again = await redeem(caller, code.toLowerCase(), 'once');
  expect(again).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } });
  expect(again.body).toEqual(first.body);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 50, entries: 1 });
});

test('a key with another code is refused, and nothing moves', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [one, other] = await codes.make(caller.agency, { codes: 2, usesPerAccount: 2 });
  await redeem(caller, one, 'once');
  for (const code of [other ?? '', 'WRONG'])
    expect(await redeem(caller, code, 'once')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 50, entries: 1 });
});

test('a refused redemption can be retried under its key', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [code] = await codes.make(caller.agency, { from: inFuture(DAY_MS) });
  expect(await redeem(caller, code, 'once')).toMatchObject({ body: { code: 'code_not_yet_valid' } });
  expect(await later(DAY_MS + MINUTE_MS)(caller, code, 'once')).toMatchObject({ status: 201 });
});

test('an account lists its own redemptions, newest first', async () => {
  const caller = await accountOfOpenAgency(ledger);
  const [first, second] = await codes.make(caller.agency, { name: 'Spring', codes: 2, usesPerAccount: 2 });
  const [other] = await codes.make(caller.agency, { name: 'Welcome', creditsExpire: { afterDays: 1 } });
  for (const code of [first, other, second ?? '']) await redeem(caller, code);
  const handler = storeHandler(ledger);
  const list = (who: AccountRef, query: Record<string, string> = {}) =>
    call(handler, codeRoutes.listRedemptions, { caller: who, query });
  expect((await list(caller)).body).toMatchObject({
    items: [
      { name: 'Spring', hint: second?.slice(-5), credits: 50, entry: 3 },
      { name: 'Welcome', hint: other.slice(-5), expiresAt: expect.any(String), entry: 2 },
      { name: 'Spring', hint: first.slice(-5), entry: 1 },
    ],
    cursor: null,
  });
  expect((await list(caller, { limit: '1' })).body).toMatchObject({ cursor: expect.any(String) });
  expect(await list(caller, { cursor: 'none' })).toMatchObject({ body: { code: 'invalid_cursor' } });
  expect((await list(neighbourOf(caller))).body).toMatchObject({ items: [] });
  expect((await list(await accountOfOpenAgency(ledger))).body).toMatchObject({ items: [] });
});

test.each([[''], ['x'.repeat(201)], [7], [null]])('the code %j is a bad request', async (code) => {
  const caller = await accountOfOpenAgency(ledger);
  const request = { caller, headers: { 'idempotency-key': 'k' }, body: { code } };
  expect(await call(storeHandler(ledger), codeRoutes.createRedemption, request)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});
