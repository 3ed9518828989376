import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { clientHandler } from '../support/account-handler.ts';
import { someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { putService } from '../support/bills.ts';
import { entriesOf, findingsOf, give, move, openTestLedger, readAccount } from '../support/ledger.ts';
import { reclaimOf } from '../support/commands.ts';
import { idOf } from '../support/buyer.ts';
import { storeHandler } from '../support/store-handler.ts';
import { DAY_MS } from '../../shared/kernel/durations.ts';

let now = Date.parse('2026-03-01T12:00:00.000Z');
const ledger: Ledger = openTestLedger({ now: () => now });
const client = clientHandler(ledger);
const store = storeHandler(ledger);

/** A customer with 100 credits of an agency whose one service, for 30, is paid when it is done. */
const setUp = async (has = 100) => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await give(ledger, ref, has);
  await putService(ledger.table, agency.agency, { payment: 'when_done' });
  const order = (key = 'k', more: object = {}) =>
    call(store, storeRoutes.createOrder, {
      caller: ref,
      params: { serviceId: 'logo' },
      headers: { 'idempotency-key': key },
      body: { credits: 30, ...more },
    });
  const inPath = (orderId: string) => ({ params: { accountId: ref.account, orderId } });
  return {
    ...agency,
    ref,
    order,
    ordered: async (key = 'k') => idOf(await order(key)),
    get: (orderId: string) => call(store, storeRoutes.getOrder, { caller: ref, params: { orderId } }),
    cancel: (orderId: string) => call(store, storeRoutes.cancelOrder, { caller: ref, params: { orderId } }),
    set: (orderId: string, status: string, credits?: number) =>
      agency.call(agencyRoutes.setOrderStatus, { ...inPath(orderId), body: { status, credits } }),
    refund: (orderId: string) => agency.call(agencyRoutes.refundOrder, inPath(orderId)),
    account: async () => (await call(client, accountRoutes.getAccount, { caller: ref })).body,
    hold: (holdId: string) => call(client, accountRoutes.getHold, { caller: ref, params: { holdId } }),
    service: async () =>
      (await call(store, storeRoutes.getService, { caller: ref, params: { serviceId: 'logo' } })).body,
  };
};

test('an order of a service that is paid when it is done holds its credits, and makes no entry', async () => {
  const { order, account, hold, ref, service } = await setUp();
  expect(await service()).toMatchObject({ payment: 'when_done' });
  const answer = await order('k', { note: 'blue' });
  expect(answer).toMatchObject({
    status: 201,
    body: { status: 'new', credits: 30, payment: 'held', paid: 0, cancel: { allowed: true, reasons: [] } },
  });
  expect(await account()).toMatchObject({ balance: 100, available: 70, held: 30 });
  expect(await entriesOf(ledger, ref)).toHaveLength(1);
  const { body } = await hold(idOf(answer));
  expect(body).toMatchObject({ status: 'open', madeBy: 'order', held: 30, note: 'Logo design' });
  expect(body).not.toHaveProperty('endsAt');
  expect(await order('k', { note: 'blue' })).toMatchObject({ status: 201, body: answer.body });
});

test('the hold of an order does not end by itself', async () => {
  const { ordered, account, set, ref } = await setUp();
  const id = await ordered();
  now += 400 * DAY_MS;
  expect(await account()).toMatchObject({ held: 30, available: 70 });
  expect(await set(id, 'done')).toMatchObject({ status: 200, body: { status: 'done', paid: 30 } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an order that is done spends what it held with one entry, and can then be refunded', async () => {
  const { ordered, set, account, get, hold, refund, ref } = await setUp();
  const id = await ordered();
  expect(await set(id, 'in_progress')).toMatchObject({ body: { payment: 'held', paid: 0 } });
  expect(await set(id, 'done')).toMatchObject({ body: { payment: 'paid', paid: 30, entry: 2 } });
  expect(await account()).toMatchObject({ balance: 70, available: 70, held: 0 });
  expect((await entriesOf(ledger, ref))[1]).toMatchObject({
    kind: 'service',
    reference: id,
    label: 'Logo design',
    amount: 30,
  });
  expect(await hold(id)).toMatchObject({ body: { status: 'captured', captured: 30, held: 0 } });
  expect(await set(id, 'done')).toMatchObject({ status: 200, body: { paid: 30 } });
  expect(await refund(id)).toMatchObject({ body: { status: 'refunded', payment: 'returned', paid: 30 } });
  expect(await account()).toMatchObject({ balance: 100, available: 100, held: 0 });
  expect(await get(id)).toMatchObject({ body: { cancel: { reasons: [{ code: 'order_refunded' }] } } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('the agency may take less than was held, and the rest is free again', async () => {
  const { ordered, set, account, refund, hold } = await setUp();
  const id = await ordered();
  expect(await set(id, 'done', 31)).toMatchObject({ status: 409, body: { code: 'hold_exceeded', held: 30 } });
  expect(await set(id, 'done', 12)).toMatchObject({ body: { credits: 30, paid: 12, payment: 'paid' } });
  expect(await account()).toMatchObject({ balance: 88, available: 88, held: 0 });
  expect(await hold(id)).toMatchObject({ body: { status: 'captured', captured: 12 } });
  expect(await set(id, 'done', 12)).toMatchObject({ status: 200, body: { paid: 12 } });
  expect(await set(id, 'done', 13)).toMatchObject({ status: 409, body: { code: 'order_paid' } });
  await refund(id);
  expect(await account()).toMatchObject({ balance: 100, held: 0 });
});

test('an order that is done for nothing gives back all that it held, without an entry', async () => {
  const { ordered, set, account, ref, refund } = await setUp();
  const id = await ordered();
  expect(await set(id, 'done', 0)).toMatchObject({ body: { paid: 0, payment: 'free' } });
  expect(await account()).toMatchObject({ balance: 100, available: 100, held: 0 });
  expect(await refund(id)).toMatchObject({ status: 200, body: { status: 'refunded' } });
  expect(await entriesOf(ledger, ref)).toHaveLength(1);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('the agency cancels an order at any time before it is paid, and its status is then final', async () => {
  const { ordered, set, account, hold, refund, ref } = await setUp();
  const id = await ordered();
  await set(id, 'in_progress');
  expect(await refund(id)).toMatchObject({ status: 409, body: { code: 'order_not_paid' } });
  expect(await set(id, 'cancelled')).toMatchObject({ body: { status: 'cancelled', payment: 'returned' } });
  expect(await account()).toMatchObject({ balance: 100, available: 100, held: 0 });
  expect(await hold(id)).toMatchObject({ body: { status: 'released' } });
  expect(await set(id, 'cancelled')).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(await set(id, 'done')).toMatchObject({ status: 409, body: { code: 'order_cancelled' } });
  expect(await refund(id)).toMatchObject({ status: 409, body: { code: 'order_cancelled' } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a customer cancels an order while it is new, and asks the agency afterwards', async () => {
  const { ordered, set, cancel, get, account } = await setUp();
  const first = await ordered('a');
  expect(await cancel(first)).toMatchObject({
    status: 200,
    body: { status: 'cancelled', payment: 'returned' },
  });
  expect(await cancel(first)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(await account()).toMatchObject({ available: 100, held: 0 });
  const second = await ordered('b');
  await set(second, 'in_progress');
  expect(await cancel(second)).toMatchObject({ status: 409, body: { code: 'order_begun' } });
  expect(await get(second)).toMatchObject({
    body: { cancel: { allowed: false, reasons: [{ code: 'order_begun' }] } },
  });
  expect(await cancel('ord_none')).toMatchObject({ status: 404 });
});

test('an order that was paid at once is cancelled by nobody: it is refunded', async () => {
  const { agency, ordered, cancel, set, account } = await setUp();
  await putService(ledger.table, agency, { version: 1, payment: 'at_order' });
  const id = await ordered();
  expect(await account()).toMatchObject({ balance: 70, held: 0 });
  expect(await cancel(id)).toMatchObject({ status: 409, body: { code: 'order_paid' } });
  expect(await set(id, 'cancelled')).toMatchObject({ status: 409, body: { code: 'order_paid' } });
});

test('a free order of such a service holds nothing and can be cancelled', async () => {
  const { agency, order, cancel, ref } = await setUp();
  await putService(ledger.table, agency, { version: 1, payment: 'when_done', price: 0 });
  const made = await order('k', { credits: 0 });
  expect(made).toMatchObject({ status: 201, body: { payment: 'free', paid: 0 } });
  expect(await cancel(idOf(made))).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  expect(await readAccount(ledger, ref)).not.toHaveProperty('holds');
});

test('what an order holds is captured and released with the order alone', async () => {
  const { ordered, ref, call: asAgency, account } = await setUp();
  const holdId = await ordered();
  const headers = { 'idempotency-key': 'c' };
  const refused = { status: 403, body: { code: 'hold_of_order' } };
  const mine = { caller: ref, params: { holdId } };
  expect(await call(client, accountRoutes.captureHold, { ...mine, headers, body: {} })).toMatchObject(
    refused,
  );
  expect(await call(client, accountRoutes.releaseHold, mine)).toMatchObject(refused);
  const theirs = { params: { accountId: ref.account, holdId } };
  expect(await asAgency(agencyRoutes.captureAccountHold, { ...theirs, headers, body: {} })).toMatchObject(
    refused,
  );
  expect(await asAgency(agencyRoutes.releaseAccountHold, theirs)).toMatchObject(refused);
  expect(await account()).toMatchObject({ held: 30 });
});

test('of an order whose credits were taken back with their payment, the agency takes what is left', async () => {
  const { ordered, set, ref } = await setUp(40);
  const id = await ordered();
  await move(ledger, ref, reclaimOf(20, [1]));
  expect(await set(id, 'done')).toMatchObject({ status: 409, body: { code: 'hold_exceeded', held: 20 } });
  expect(await set(id, 'done', 20)).toMatchObject({ status: 200, body: { paid: 20, payment: 'paid' } });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('an account with 20 open holds reads why it cannot order, and an end of one order makes room', async () => {
  const { order, ordered, service, cancel } = await setUp(1000);
  const ids = [];
  for (let number = 0; number < 20; number += 1) ids.push(await ordered(`k${number}`));
  expect(await service()).toMatchObject({ pay: { allowed: false, reasons: [{ code: 'hold_limit' }] } });
  expect(await order('more')).toMatchObject({ status: 409, body: { code: 'hold_limit' } });
  await cancel(ids[0] ?? '');
  expect(await service()).toMatchObject({ pay: { allowed: true } });
  expect(await order('more')).toMatchObject({ status: 201 });
});

test('32 parallel orders hold no more than the account has', async () => {
  const { order, account, ref } = await setUp(100);
  const answers = await Promise.all(Array.from({ length: 32 }, (_, index) => order(`k${index}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(await account()).toMatchObject({ balance: 100, available: 10, held: 90 });
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('of 16 cancellations and 16 completions at once, either all took effect once or none', async () => {
  const { ordered, set, cancel, account, ref, get } = await setUp();
  const id = await ordered();
  const all = await Promise.all(
    Array.from({ length: 32 }, (_, index) => (index % 2 === 0 ? cancel(id) : set(id, 'done'))),
  );
  const { body } = await get(id);
  const isDone = body['status'] === 'done';
  expect(await account()).toMatchObject({ balance: isDone ? 70 : 100, held: 0 });
  expect(all.filter(({ status }) => status === 200)).toHaveLength(16);
  expect(await entriesOf(ledger, ref)).toHaveLength(isDone ? 2 : 1);
  expect(await findingsOf(ledger, ref)).toEqual([]);
});

test('a final amount belongs to the status done', async () => {
  const { ordered, set } = await setUp();
  expect(await set(await ordered(), 'in_progress', 5)).toMatchObject({
    status: 400,
    body: { code: 'invalid_request', faults: [{ pointer: '/credits' }] },
  });
});

test('code that knows no holds without an end does not write such an account', async () => {
  const { ordered, ref, cancel } = await setUp();
  const numberOf = async () =>
    (await readTogether(ledger.table, [accountKey(ref)]))(accountKey(ref))?.['schema'];
  const id = await ordered();
  expect(accountItem.parse(await readAccount(ledger, ref)).holds).toHaveLength(1);
  expect(await numberOf()).toBe(6);
  await cancel(id);
  expect(await numberOf()).toBe(2);
});
