import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/audit/audit-ledger.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Route } from '../../shared/http/route.ts';
import { giftRoutes } from '../../shared/http/routes/store/gifts.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { takeBackGift } from '../../shared/store/end-gift.ts';
import { expireGifts } from '../../shared/store/expire-gifts.ts';
import { redeem } from '../../shared/store/redeem.ts';
import { giftCodeItem, giftItem } from '../../shared/table/items/gift.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { giftKey, giftsDueList } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';
import { readOne } from '../../shared/table/read.ts';
import { clientHandler } from '../support/account-handler.ts';
import { monthly, put } from '../support/allowances.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { call, type Call } from '../support/api.ts';
import { accountOfOpenAgency, entriesOf, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { disputeFact, openCheckout, paidFact } from '../support/payments.ts';
import { redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const DAY_MS = 86_400_000;
let now = Date.parse('2026-03-01T12:00:00.000Z');
const ledger = openTestLedger({ now: () => now });
const store = storeHandler(ledger);
const redeemCode = redeemOn(ledger);
const views = giftRoutes.createGift.responses[201].body;

/** Customers of one agency. Alice has 80 paid credits, 20 more that expire in nine days, and 30 promo credits. */
const setUp = async (more: Partial<Settings> = { transfers: { promo: false } }) => {
  const { agency } = await accountOfOpenAgency(ledger, more);
  const [alice, bob] = [
    { agency, account: 'alice' },
    { agency, account: 'bob' },
  ];
  const credit = { type: 'credit', kind: 'adjustment', reference: 'a' } as const;
  await move(
    ledger,
    alice,
    { ...credit, amount: 80, class: 'paid' },
    { ...credit, amount: 20, class: 'paid', expiresAt: instant(now + 9 * DAY_MS) },
    { ...credit, amount: 30, class: 'promo' },
  );
  return { agency, alice, bob };
};

const ask = (who: AccountRef, amount: number, key = 'k', { headers, body }: Call & { body?: object } = {}) =>
  call(store, giftRoutes.createGift, {
    caller: who,
    headers: { 'idempotency-key': key, ...headers },
    body: { amount, note: 'Happy birthday', ...body },
  });

const give = async (who: AccountRef, amount: number, key = 'k', more: Call & { body?: object } = {}) => {
  const { gift } = views.parse((await ask(who, amount, key, more)).body);
  return { id: gift.id, code: gift.code ?? 'none' };
};

const takeBack = (who: AccountRef, giftId: string, { headers }: Call = {}) =>
  call(store, giftRoutes.takeBackGift, { caller: who, params: { giftId }, ...(headers && { headers }) });

const read = (who: AccountRef, giftId: string) =>
  call(store, giftRoutes.getGift, { caller: who, params: { giftId } });

const balances = (...refs: AccountRef[]) =>
  Promise.all(refs.map(async (ref) => (await readAccount(ledger, ref)).balance));

/** What the sweeper does a moment later, twice. */
const sweep = async (agency: string) => {
  now += 1;
  for (let turn = 0; turn < 2; turn += 1) await expireGifts(ledger, agency, () => 60_000);
};

const findings = async (ref: AccountRef) => {
  const audited = await auditLedger({ ...ledger, now: () => now + 3_600_000 }, ref, () => true);
  return audited.ok ? audited.value.findings : audited.error;
};

test('a gift is redeemed like a promo code: credits keep class and expiry, and all three histories audit clean', async () => {
  const { agency, alice, bob } = await setUp();
  await call(agencyHandler(ledger), agencyRoutes.putProfile, {
    caller: { agency, actor: 'admin' },
    params: { accountId: 'alice' },
    body: { name: 'Alice A.' },
  });
  const { id, code } = await give(alice, 50);
  expect(code).toMatch(/^GIFT-(?:[0-9A-Z]{4}-){3}[0-9A-Z]{5}$/);
  expect(await balances(alice, bob, { agency, account: id })).toEqual([80, 0, 50]);
  const typed = code.toLowerCase().replaceAll('-', ' ');
  expect(await redeemCode(bob, typed)).toMatchObject({ status: 201, body: { credits: 50, entry: 1 } });
  expect(await balances(alice, bob, { agency, account: id })).toEqual([80, 50, 0]);
  const [entry] = await entriesOf(ledger, bob);
  expect(entry).toMatchObject({
    type: 'in',
    kind: 'gift',
    amount: 50,
    label: 'Alice A.',
    note: 'Happy birthday',
  });
  expect((await readAccount(ledger, bob)).lots).toMatchObject([
    { class: 'paid', amount: 20, expiresAt: instant(now + 9 * DAY_MS), origin: { account: 'alice' } },
    { class: 'paid', amount: 30, origin: { account: 'alice' } },
  ]);
  expect(await read(alice, id)).toMatchObject({ body: { status: 'redeemed', amount: 50, credits: 50 } });
  expect((await read(alice, id)).body).not.toHaveProperty('code');
  const stored = await readOne(ledger.table, giftKey(agency, id), giftItem);
  for (const gone of ['code', 'note', 'label']) expect(stored).not.toHaveProperty(gone);
  for (const ref of [alice, bob, { agency, account: id }]) expect(await findings(ref)).toEqual([]);
});

test('a repetition of the request answers the same code, and another request under its key is refused', async () => {
  const { alice } = await setUp();
  const first = await ask(alice, 10);
  const again = await ask(alice, 10);
  expect(again.body).toEqual(first.body);
  expect(again.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  expect(await ask(alice, 11)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  expect(await balances(alice)).toEqual([120]);
});

test('a gift that is taken back returns to its own lots, and its code is no good any more', async () => {
  const { alice, bob } = await setUp();
  const before = (await readAccount(ledger, alice)).lots;
  const { id, code } = await give(alice, 50);
  const first = await takeBack(alice, id);
  expect(first).toMatchObject({ status: 200, body: { status: 'taken_back', credits: 50 } });
  expect((await takeBack(alice, id)).body).toEqual(first.body);
  expect((await readAccount(ledger, alice)).lots).toEqual(before);
  const [, , , out, back] = await entriesOf(ledger, alice);
  expect(out).toMatchObject({ type: 'out', kind: 'gift', note: 'Happy birthday' });
  expect(back).toMatchObject({ type: 'in', kind: 'gift', amount: 50 });
  // What the recipient was to read is in no other entry.
  for (const text of ['note', 'label']) expect(back).not.toHaveProperty(text);
  expect(await redeemCode(bob, code)).toMatchObject({ status: 422, body: { code: 'code_expired' } });
});

test('a spender takes back what it gave itself, and nothing that others of the account gave', async () => {
  const { alice } = await setUp();
  const { id } = await give(alice, 10);
  const asked = { caller: alice, spender: 'spd_1', params: { giftId: id } };
  expect(await call(store, giftRoutes.takeBackGift, asked)).toMatchObject({
    status: 403,
    body: { code: 'owner_required' },
  });
  expect(await balances(alice)).toEqual([120]);
});

test('the sweeper looks at a gift while it is open, and not once it has ended', async () => {
  const { agency, alice, bob } = await setUp();
  const due = async () => {
    const list = { partition: giftsDueList(agency), inIndex: true, item: giftCodeItem };
    return (await Array.fromAsync(allItems(ledger.table, list))).map(({ id }) => id);
  };
  const [redeemed, back, expired] = [
    await give(alice, 10, 'a'),
    await give(alice, 10, 'b'),
    await give(alice, 10, 'c', { body: { days: 1 } }),
  ];
  expect((await due()).toSorted()).toEqual([redeemed.id, back.id, expired.id].toSorted());
  await redeemCode(bob, redeemed.code);
  await takeBack(alice, back.id);
  expect(await due()).toEqual([expired.id]);
  now += DAY_MS;
  await sweep(agency);
  expect(await due()).toEqual([]);
});

test('who redeems the code of a redeemed gift again is told so, and neither gets more credits', async () => {
  const { agency, alice, bob } = await setUp();
  const { id, code } = await give(alice, 10);
  const first = await redeemCode(bob, code, 'key');
  expect((await redeemCode(bob, code, 'key')).body).toEqual(first.body);
  expect(await redeemCode(bob, code)).toMatchObject({ body: { code: 'code_already_used' } });
  expect(await redeemCode({ agency, account: 'carol' }, code)).toMatchObject({
    body: { code: 'code_exhausted' },
  });
  expect(await takeBack(alice, id)).toMatchObject({ status: 409, body: { code: 'gift_not_open' } });
  expect(await balances(bob)).toEqual([10]);
});

test('of a redemption and a take-back at once, exactly one wins, and no credit is lost or made', async () => {
  const { agency, alice } = await setUp();
  for (let round = 0; round < 8; round += 1) {
    const { id, code } = await give(alice, 1, `race-${round}`);
    const rivals = Array.from({ length: 4 }, (_, place) => ({
      agency,
      account: `rival-${place}`,
      region: undefined,
    }));
    const [back, ...redeemed] = await Promise.all([
      takeBackGift(ledger, { ...alice, spender: undefined }, id),
      ...rivals.map((rival) => redeem(ledger, rival, code, 'key')),
    ]);
    expect([back, ...redeemed].filter(({ ok }) => ok)).toHaveLength(1);
  }
  const all = ['alice', 'rival-0', 'rival-1', 'rival-2', 'rival-3'].map((account) => ({ agency, account }));
  expect((await balances(...all)).reduce((sum, one) => sum + one, 0)).toBe(130);
});

test('a gift that nobody redeems goes back when its days are over, once, and is not redeemed from that moment on', async () => {
  const { agency, alice, bob } = await setUp();
  const { id, code } = await give(alice, 30, 'k', { body: { days: 30 } });
  now += 30 * DAY_MS;
  expect(await redeemCode(bob, code)).toMatchObject({ body: { code: 'code_expired' } });
  expect(await read(alice, id)).toMatchObject({ body: { status: 'expired' } });
  await sweep(agency);
  // 20 of them expired meanwhile.
  expect(await read(alice, id)).toMatchObject({ body: { status: 'expired', credits: 10 } });
  expect((await readAccount(ledger, alice)).lots).toMatchObject([
    { class: 'promo', amount: 30 },
    { class: 'paid', amount: 80 },
  ]);
  expect(await findings({ agency, account: id })).toEqual([]);
});

test('a gift needs transfers to be allowed, draws on paid credits alone unless the agency says otherwise, and of them what there is', async () => {
  const { alice } = await setUp({});
  expect(await ask(alice, 1)).toMatchObject({ status: 409, body: { code: 'transfers_disabled' } });
  const { alice: strict } = await setUp();
  expect(await ask(strict, 101)).toMatchObject({ status: 402, body: { available: 100, shortfall: 1 } });
  const { alice: generous } = await setUp({ transfers: { promo: true } });
  expect(await ask(generous, 130)).toMatchObject({ status: 201 });
});

test('20 gifts can be open; one that is taken back makes room for another', async () => {
  const { alice } = await setUp();
  let last = '';
  for (let count = 0; count < 20; count += 1) last = (await give(alice, 1, `g-${count}`)).id;
  expect(await ask(alice, 1, 'one-more')).toMatchObject({ status: 409, body: { code: 'gift_limit' } });
  await takeBack(alice, last);
  expect(await ask(alice, 1, 'one-more')).toMatchObject({ status: 201 });
});

test('a gift is nobody else’s: others can neither read it nor take it back, and nobody sends credits to where it waits', async () => {
  const { agency, alice, bob } = await setUp();
  const { id } = await give(alice, 10);
  for (const answer of [await read(bob, id), await takeBack(bob, id)])
    expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  const sent = await call(clientHandler(ledger), accountRoutes.createTransfer, {
    caller: alice,
    headers: { 'idempotency-key': 't' },
    body: { to: { account: id }, amount: 1 },
  });
  expect(sent).toMatchObject({ status: 400, body: { faults: [{ pointer: '/to/account' }] } });
  const { agency: other } = await setUp();
  expect(await read({ agency: other, account: 'alice' }, id)).toMatchObject({ status: 404 });
  const listed = await call(agencyHandler(ledger), agencyRoutes.listAccounts, {
    caller: { agency, actor: 'admin' },
  });
  expect(JSON.stringify(listed.body)).not.toContain(id);
});

test('the agency reads the account in which a gift waits, and can neither act for it nor give it an allowance', async () => {
  const { agency, alice } = await setUp();
  const { id } = await give(alice, 10);
  const before = await readAccount(ledger, { agency, account: id });
  const asked = (route: Route, request: Omit<Call, 'caller'>) =>
    call(agencyHandler(ledger), route, {
      caller: adminAt(agency),
      headers: { 'idempotency-key': 'k' },
      ...request,
    });
  const params = { accountId: id };
  const reason = 'Goodwill';
  const deeds: [Route, object][] = [
    [agencyRoutes.createAdjustment, { type: 'out', amount: 1, reason }],
    [agencyRoutes.createAdjustment, { type: 'in', amount: 1, reason, create: true }],
    [agencyRoutes.createAccountSpend, { amount: 1, reference: 'r' }],
    [agencyRoutes.createAccountHold, { amount: 1, reference: 'r' }],
    [agencyRoutes.createSession, { scopes: ['credits:spend'] }],
    [agencyRoutes.createAccountTransfer, { to: { account: 'bob' }, amount: 1 }],
  ];
  for (const [route, body] of deeds)
    expect(await asked(route, { params, body })).toMatchObject({ status: 404, body: { code: 'not_found' } });
  await put(ledger, alice, 'monthly', { ...monthly, startsOn: '2026-01-01' });
  const given = await asked(agencyRoutes.addAllowanceAccounts, {
    params: { allowanceId: 'monthly' },
    body: { accounts: ['bob', id], create: true },
  });
  expect(given).toMatchObject({ status: 400, body: { faults: [{ pointer: '/accounts/1' }] } });
  expect(await asked(agencyRoutes.listAccountEntries, { params })).toMatchObject({ status: 200 });
  expect(await readAccount(ledger, { agency, account: id })).toEqual(before);
});

test('a dry run of a redemption and of a take-back shows the account of who asks, and writes nothing', async () => {
  const { agency, alice, bob } = await setUp();
  const { id, code } = await give(alice, 10);
  const dry = { headers: { prefer: 'dry-run' } };
  expect(await takeBack(alice, id, dry)).toMatchObject({ body: { dryRun: true, balance: 130 } });
  const tried = await redeem({ ...ledger, dryRun: true }, { ...bob, region: undefined }, code, 'key');
  expect(tried).toMatchObject({ ok: true, value: { preview: { balance: 10 } } });
  expect(await balances(alice, bob, { agency, account: id })).toEqual([120, 0, 10]);
});

test('a chargeback takes an open gift, and a dispute that is won returns it to who has the gift by then', async () => {
  const { agency, account } = await accountOfOpenAgency(ledger, { transfers: { promo: false } });
  const [payer, friend] = [
    { agency, account },
    { agency, account: 'friend' },
  ];
  const checkout = await openCheckout(ledger, payer, { bonusCredits: 0 });
  const take = takeFactsInto(ledger);
  await take(agency, 'stripe', paidFact(checkout));
  const { id, code } = await give(payer, 60);
  await move(ledger, payer, { type: 'debit', kind: 'spend', reference: 'o', amount: 40 });
  await take(agency, 'stripe', disputeFact(checkout, 'dp_1', 500, 'open'));
  expect(await balances(payer, { agency, account: id })).toEqual([0, 10]);
  expect(await redeemCode(friend, code)).toMatchObject({ status: 201, body: { credits: 10 } });
  await take(agency, 'stripe', disputeFact(checkout, 'dp_1', 500, 'won'));
  expect(await balances(payer, friend, { agency, account: id })).toEqual([0, 10, 50]);
  await sweep(agency);
  expect(await balances(payer, friend, { agency, account: id })).toEqual([0, 60, 0]);
  for (const ref of [payer, friend, { agency, account: id }]) expect(await findings(ref)).toEqual([]);
  await take(agency, 'stripe', disputeFact(checkout, 'dp_2', 1000, 'open'));
  expect(await balances(payer, friend)).toEqual([-40, 0]);
});

test('the code of a gift is worth nothing at another agency, and the gift is there still', async () => {
  const [{ agency, alice, bob }, other] = [await setUp(), await setUp()];
  const { id, code } = await give(alice, 10);
  expect(await redeemCode(other.bob, code)).toMatchObject({ body: { code: 'code_invalid' } });
  expect(await takeBack(other.alice, id)).toMatchObject({ status: 404 });
  expect(await balances(alice, other.alice, other.bob, { agency, account: id })).toEqual([120, 130, 0, 10]);
  expect(await redeemCode(bob, code)).toMatchObject({ status: 201 });
});

test('codes of gifts that there are not use up the few attempts of an account, as those of promotions', async () => {
  const { bob } = await setUp();
  const wrong = async () => (await redeemCode(bob, 'GIFT-0000-0000-0000-0000-0')).body;
  const answers = [await wrong(), await wrong(), await wrong(), await wrong()];
  expect(answers.map((body) => body['code'])).toEqual([
    ...Array.from({ length: 3 }, () => 'code_invalid'),
    'too_many_attempts',
  ]);
});
