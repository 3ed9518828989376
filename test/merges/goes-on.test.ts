import { expect, test } from 'vitest';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { mergeAccounts } from '../../shared/merges/merge-accounts.ts';
import { eraseAccount } from '../../shared/privacy/erase-account.ts';
import { expireGifts } from '../../shared/store/expire-gifts.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { join, monthly, post, postedTo, put, remove } from '../support/allowances.ts';
import { call } from '../support/api.ts';
import { putService } from '../support/bills.ts';
import { cutOffAfter } from '../support/broken-writes.ts';
import { idOf } from '../support/buyer.ts';
import {
  accountOfOpenAgency,
  findingsOf,
  give,
  move,
  openTestLedger,
  readAccount,
} from '../support/ledger.ts';
import { ledgerWhereMeanwhile } from '../support/meanwhile.ts';
import { bucketThatDeletes } from '../support/personal-data.ts';
import { redeemOn } from '../support/promo-codes.ts';
import { storeHandler } from '../support/store-handler.ts';

const NOW = '2026-03-10T12:00:00.000Z';
let time = NOW;
const now = () => Date.parse(time);
const ledger = openTestLedger({ now });
const store = storeHandler(ledger);
const staff = agencyHandler(ledger);

/** Two accounts of one customer with 100 credits each. */
const setUp = async () => {
  time = NOW;
  const { agency } = await accountOfOpenAgency(ledger, { transfers: { promo: true } });
  const [old, heir] = [
    { agency, account: 'old' },
    { agency, account: 'heir' },
  ];
  for (const ref of [old, heir]) await give(ledger, ref, 100);
  return { agency, old, heir };
};

const mergeOn = ({ agency, account }: AccountRef, on: Ledger = ledger) =>
  mergeAccounts(on, { agency, actor: 'admin' }, account, 'heir');

const merge = async (old: AccountRef, on: Ledger = ledger): Promise<void> => {
  expect(await mergeOn(old, on)).toMatchObject({ ok: true });
};

/** A merge of an account with an allowance, cut off before the allowance moved. A period of it has begun since. */
const cutOffMerge = async () => {
  const { agency, old, heir } = await setUp();
  await put(ledger, old, 'gold', { ...monthly, expiry: 'never' });
  await join(ledger, old, 'gold');
  const cut = openTestLedger({ now });
  cutOffAfter(cut, 1);
  await expect(mergeOn(old, cut)).rejects.toThrow('cut off');
  expect(await readAccount(ledger, old)).toMatchObject({ mergedInto: 'heir' });
  time = '2026-04-02T00:00:00.000Z';
  return { agency, old, heir };
};

const balanceOf = async (ref: AccountRef): Promise<number> => (await readAccount(ledger, ref)).balance;

const listed = async (agency: string, allowanceId: string) =>
  (
    await call(staff, agencyRoutes.listAllowanceAccounts, {
      caller: adminAt(agency),
      params: { allowanceId },
    })
  ).body['items'];

test('an allowance goes on in the other account with its next period, and each period is posted once', async () => {
  const { agency, old, heir } = await setUp();
  await put(ledger, old, 'gold', { ...monthly, expiry: 'never' });
  await put(ledger, old, 'both', { ...monthly, expiry: 'never' });
  for (const id of ['gold', 'both']) await join(ledger, old, id, { firstPeriod: 'current' });
  await join(ledger, heir, 'both', { firstPeriod: 'current' });
  // Nobody has swept since.
  await merge(old);
  await merge(old);
  expect(await postedTo(ledger, old)).toEqual([
    ['gold:2026-03-01', 100],
    ['both:2026-03-01', 100],
  ]);
  expect(await listed(agency, 'gold')).toMatchObject([{ account: 'heir' }]);
  expect(await listed(agency, 'both')).toMatchObject([{ account: 'heir' }]);
  time = '2026-05-02T00:00:00.000Z';
  await post(ledger, heir);
  await post(ledger, heir);
  const posted = await postedTo(ledger, heir);
  expect(posted.map(([reference]) => reference).toSorted()).toEqual([
    'both:2026-03-01',
    'both:2026-04-01',
    'both:2026-05-01',
    'gold:2026-04-01',
    'gold:2026-05-01',
  ]);
  expect(await postedTo(ledger, old)).toHaveLength(2);
  expect(await balanceOf(heir)).toBe(200 + 200 + 500);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an allowance that was deleted does not come back, and one made anew under its ID goes on', async () => {
  const { agency, old, heir } = await setUp();
  await put(ledger, old, 'gold', monthly);
  await join(ledger, heir, 'gold');
  await join(ledger, old, 'gold');
  await remove(ledger, old, 'gold');
  time = '2026-03-11T12:00:00.000Z';
  await put(ledger, old, 'gold', { ...monthly, expiry: 'never' });
  await join(ledger, old, 'gold');
  await merge(old);
  expect(await listed(agency, 'gold')).toMatchObject([{ account: 'heir' }]);
  time = '2026-04-02T00:00:00.000Z';
  await post(ledger, heir);
  expect(await postedTo(ledger, heir)).toEqual([['gold:2026-04-01', 100]]);
});

test('cut off before the allowances moved, a merge asked for again moves them, and no period is lost', async () => {
  const { agency, old, heir } = await cutOffMerge();
  await merge(old);
  await post(ledger, heir);
  expect(await postedTo(ledger, old)).toEqual([]);
  expect(await postedTo(ledger, heir)).toEqual([['gold:2026-04-01', 100]]);
  expect(await listed(agency, 'gold')).toMatchObject([{ account: 'heir' }]);
});

test('cut off before the allowances moved, and asked for no more, the next sweep that finds a period due moves and posts it', async () => {
  const { agency, old, heir } = await cutOffMerge();
  for (let turn = 0; turn < 2; turn += 1) await post(ledger, heir);
  expect(await postedTo(ledger, old)).toEqual([]);
  expect(await postedTo(ledger, heir)).toEqual([['gold:2026-04-01', 100]]);
  expect(await listed(agency, 'gold')).toMatchObject([{ account: 'heir' }]);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('cut off before the allowances moved, and the old account then erased, they go on in the other one', async () => {
  const { agency, old, heir } = await cutOffMerge();
  const who = { agency, actor: 'admin' };
  expect(await eraseAccount({ ledger, ...bucketThatDeletes() }, who, 'old', () => 60_000)).toMatchObject({
    value: { completedAt: expect.any(String) },
  });
  expect(await listed(agency, 'gold')).toMatchObject([{ account: 'heir' }]);
  await post(ledger, heir);
  expect(await postedTo(ledger, heir)).toEqual([['gold:2026-04-01', 100]]);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('cut off before the allowances moved, and the other account then erased, none are left in either', async () => {
  const { agency, old, heir } = await cutOffMerge();
  await move(ledger, heir, { type: 'debit', kind: 'adjustment', reference: 'gone', amount: 200 });
  const who = { agency, actor: 'admin' };
  expect(await eraseAccount({ ledger, ...bucketThatDeletes() }, who, 'heir', () => 60_000)).toMatchObject({
    value: { completedAt: expect.any(String) },
  });
  expect(await listed(agency, 'gold')).toEqual([]);
  await post(ledger, heir);
  for (const ref of [old, heir]) {
    expect(await postedTo(ledger, ref)).toEqual([]);
    expect(await findingsOf(ledger, ref)).toEqual([]);
  }
});

test('an account that joins an allowance at the moment of its merge gets it in the other account, or not at all', async () => {
  const { agency, old, heir } = await setUp();
  await put(ledger, old, 'gold', monthly);
  await merge(
    old,
    ledgerWhereMeanwhile(() => join(ledger, old, 'gold'), { now }),
  );
  expect(await listed(agency, 'gold')).toMatchObject([{ account: 'heir' }]);
  const third = { ...heir, account: 'third' };
  await give(ledger, third, 1);
  await expect(
    join(
      ledgerWhereMeanwhile(() => merge(third), { now }),
      third,
      'gold',
    ),
  ).rejects.toThrow('account_merged');
});

const orderOn = (on: Ledger, caller: AccountRef, credits: number, key = 'k') =>
  call(storeHandler(on), storeRoutes.createOrder, {
    caller,
    params: { serviceId: 'logo' },
    headers: { 'idempotency-key': key },
    body: { credits },
  });

test('open orders that hold nothing go on: staff finish or refund them, the customer sees and cancels them', async () => {
  const { agency, old, heir } = await setUp();
  await putService(ledger.table, agency);
  const paid = idOf(await orderOn(ledger, old, 30));
  await putService(ledger.table, agency, { id: 'free', price: 0 });
  time = '2026-03-10T12:00:01.000Z';
  const free = idOf(
    await call(store, storeRoutes.createOrder, {
      caller: old,
      params: { serviceId: 'free' },
      headers: { 'idempotency-key': 'f' },
      body: { credits: 0 },
    }),
  );
  await merge(old);
  const { body } = await call(store, storeRoutes.listOrders, { caller: heir });
  expect(body['items']).toMatchObject([{ id: free }, { id: paid }]);
  const cancel = (orderId: string) =>
    call(store, storeRoutes.cancelOrder, { caller: heir, params: { orderId } });
  expect(await cancel(paid)).toMatchObject({ status: 409, body: { code: 'order_paid' } });
  for (let turn = 0; turn < 2; turn += 1)
    expect(await cancel(free)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  const inPath = { caller: adminAt(agency), params: { accountId: 'heir', orderId: paid } };
  const set = (headers = {}) =>
    call(staff, agencyRoutes.setOrderStatus, { ...inPath, headers, body: { status: 'in_progress' } });
  expect(await set({ prefer: 'dry-run' })).toMatchObject({
    status: 200,
    body: { dryRun: true, balance: 170 },
  });
  expect(await set()).toMatchObject({ status: 200, body: { status: 'in_progress' } });
  expect(await call(staff, agencyRoutes.refundOrder, inPath)).toMatchObject({ status: 200 });
  expect(await balanceOf(heir)).toBe(200);
  for (const ref of [old, heir]) expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an order that holds credits stands in the way by its name until it is done', async () => {
  const { agency, old, heir } = await setUp();
  await putService(ledger.table, agency, { payment: 'when_done' });
  const orderId = idOf(await orderOn(ledger, old, 30));
  expect(await mergeOn(old)).toEqual({
    ok: false,
    error: { code: 'account_not_mergeable', reasons: ['orders'] },
  });
  await call(staff, agencyRoutes.setOrderStatus, {
    caller: adminAt(agency),
    params: { accountId: 'old', orderId },
    body: { status: 'done' },
  });
  await merge(old);
  expect(await balanceOf(heir)).toBe(170);
});

test('an order for nothing at the moment of a merge comes before it, or is refused', async () => {
  const { agency, old, heir } = await setUp();
  await putService(ledger.table, agency, { price: 0 });
  await merge(
    old,
    ledgerWhereMeanwhile(async () => idOf(await orderOn(ledger, old, 0)), { now }),
  );
  const orders = async () => (await call(store, storeRoutes.listOrders, { caller: heir })).body['items'];
  expect(await orders()).toHaveLength(1);
  const third = { ...heir, account: 'third' };
  await give(ledger, third, 1);
  const late = ledgerWhereMeanwhile(() => merge(third), { now });
  expect(await orderOn(late, third, 0)).toMatchObject({
    status: 409,
    body: { code: 'account_merged', into: 'heir' },
  });
  expect(await orders()).toHaveLength(1);
});

const giftOf = async (caller: AccountRef, amount: number, key: string) => {
  const { body } = await call(store, storeRoutes.createGift, {
    caller,
    headers: { 'idempotency-key': key },
    body: { amount },
  });
  const { gift } = storeRoutes.createGift.responses[201].body.parse(body);
  return { id: gift.id, code: gift.code ?? '' };
};

test('open gifts go on: they are redeemed, and what is taken back or left over goes to the other account', async () => {
  const { agency, old, heir } = await setUp();
  const [redeemed, back, left] = [
    await giftOf(old, 10, 'a'),
    await giftOf(old, 20, 'b'),
    await giftOf(old, 30, 'c'),
  ];
  await merge(old);
  expect(await balanceOf(heir)).toBe(140);
  const friend = { ...heir, account: 'friend' };
  expect(await redeemOn(ledger)(friend, redeemed.code)).toMatchObject({ status: 201 });
  const { body } = await call(store, storeRoutes.listGifts, { caller: heir });
  expect(body['items']).toHaveLength(3);
  const takeBack = (caller: AccountRef, giftId: string) =>
    call(store, storeRoutes.takeBackGift, { caller, params: { giftId } });
  expect(await takeBack(friend, back.id)).toMatchObject({ status: 404 });
  for (let turn = 0; turn < 2; turn += 1)
    expect(await takeBack(heir, back.id)).toMatchObject({ status: 200, body: { status: 'taken_back' } });
  expect(await takeBack(heir, redeemed.id)).toMatchObject({ status: 409, body: { code: 'gift_not_open' } });
  expect(await balanceOf(heir)).toBe(160);
  time = '2028-01-01T00:00:00.000Z';
  for (let turn = 0; turn < 2; turn += 1) await expireGifts(ledger, agency, () => 60_000);
  expect(await call(store, storeRoutes.getGift, { caller: heir, params: { giftId: left.id } })).toMatchObject(
    {
      body: { status: 'expired' },
    },
  );
  expect([await balanceOf(heir), await balanceOf(friend), await balanceOf(old)]).toEqual([190, 10, 0]);
  for (const ref of [old, heir, friend]) expect(await findingsOf(ledger, ref)).toEqual([]);
});
