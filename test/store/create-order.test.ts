import { expect, test } from 'vitest';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { orderItem, type Service } from '../../shared/table/items/service.ts';
import { ordersList } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { call } from '../support/api.ts';
import { putService } from '../support/bills.ts';
import {
  accountOfOpenAgency,
  entriesOf,
  findingsOf,
  give,
  leaveInDebt,
  openTestLedger,
  readAccount,
  someAccount,
} from '../support/ledger.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const handler = storeHandler(ledger);

const order = (caller: AccountRef, key: string, body: unknown = { credits: 30 }, serviceId = 'logo') =>
  call(handler, serviceRoutes.createOrder, {
    caller,
    params: { serviceId },
    headers: { 'idempotency-key': key },
    body,
  });
const listOrders = (caller: AccountRef, query: Record<string, string> = {}) =>
  call(handler, serviceRoutes.listOrders, { caller, query });
const getOrder = (caller: AccountRef, orderId: unknown) =>
  call(handler, serviceRoutes.getOrder, { caller, params: { orderId: String(orderId) } });

/** A customer with 100 credits of an agency with one service, for 30. */
const customer = async (service: Partial<Service> = {}, settings: Partial<Settings> = {}) => {
  const caller = await accountOfOpenAgency(ledger, settings);
  await give(ledger, caller, 100);
  await putService(ledger.table, caller.agency, service);
  return caller;
};

const ordersOfAgency = async (agency: string) => {
  const page = await listPage(ledger.table, {
    partition: ordersList(agency),
    inIndex: true,
    item: orderItem,
    limit: 100,
  });
  return page.ok ? page.value.items : [];
};

test('an order is paid with one entry and appears in the lists of the customer and the agency', async () => {
  const caller = await customer();
  const { status, body } = await order(caller, 'k', { credits: 30, note: 'in blue, please' });
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { serviceId: 'logo', name: 'Logo design', credits: 30, note: 'in blue, please' },
  });
  expect((await entriesOf(ledger, caller)).at(-1)).toMatchObject({
    type: 'out',
    kind: 'service',
    reference: body['id'],
    note: 'in blue, please',
    label: 'Logo design',
    amount: 30,
    balance: 70,
  });
  expect(await getOrder(caller, body['id'])).toMatchObject({ status: 200, body });
  expect(await listOrders(caller)).toMatchObject({ body: { items: [body], cursor: null } });
  expect(await ordersOfAgency(caller.agency)).toMatchObject([{ id: body['id'], account: caller.account }]);
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('orders are listed newest first', async () => {
  const caller = await customer({ price: 1 });
  const ids: unknown[] = [];
  for (const key of ['a', 'b', 'c']) {
    ids.push((await order(caller, key, { credits: 1 })).body['id']);
    // Ids of one millisecond have no order.
    await new Promise((wake) => setTimeout(wake, 2));
  }
  const { body } = await listOrders(caller);
  expect(body).toMatchObject({ items: ids.toReversed().map((id) => ({ id })) });
});

test('a stale price is refused, the answer names the current one, and nothing is ordered', async () => {
  const caller = await customer({ price: 45 });
  expect(await order(caller, 'k')).toMatchObject({
    status: 409,
    body: { code: 'amount_differs', credits: 45 },
  });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 100 });
  expect(await order(caller, 'k', { credits: 45 })).toMatchObject({ status: 201 });
});

test('a free service is ordered without an entry, also by an account in debt', async () => {
  const caller = await accountOfOpenAgency(ledger, { creditPayments: false });
  await leaveInDebt(ledger, caller, 5);
  await putService(ledger.table, caller.agency, { price: 0 });
  const { status, body } = await order(caller, 'k', { credits: 0 });
  expect(status).toBe(201);
  expect(await order(caller, 'k', { credits: 0 })).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
    body,
  });
  expect(await entriesOf(ledger, caller)).toHaveLength(1);
  expect(await listOrders(caller)).toMatchObject({ body: { items: [{ id: body['id'], credits: 0 }] } });
});

test.each<[string, Partial<Service>, Partial<Settings>, number, string]>([
  ['is not on sale', { onSale: false, creditsAccepted: false }, {}, 404, 'not_found'],
  ['is reserved for others', { eligibility: { accounts: ['somebody'] } }, {}, 404, 'not_found'],
  ['accepts no credits', { creditsAccepted: false }, {}, 409, 'credits_not_accepted'],
  ['is for another region', { eligibility: { regions: ['EU'] } }, {}, 403, 'not_eligible'],
  [
    'belongs to an agency that has paused payments',
    {},
    { creditPayments: false },
    409,
    'credit_payments_disabled',
  ],
])('a service that %s cannot be ordered', async (_, service, settings, status, code) => {
  const caller = await customer(service, settings);
  expect(await order(caller, 'k')).toMatchObject({ status, body: { code } });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 100 });
  expect(await ordersOfAgency(caller.agency)).toEqual([]);
});

test('insufficient credits and a debt are refused with their figures', async () => {
  const poor = await customer({ price: 101 });
  expect(await order(poor, 'k', { credits: 101 })).toMatchObject({
    status: 402,
    body: { code: 'insufficient_credits', available: 100, shortfall: 1 },
  });
  const debtor = await accountOfOpenAgency(ledger);
  await leaveInDebt(ledger, debtor, 5);
  await putService(ledger.table, debtor.agency);
  expect(await order(debtor, 'k')).toMatchObject({ status: 402, body: { code: 'account_in_debt', debt: 5 } });
  expect(await ordersOfAgency(poor.agency)).toEqual([]);
});

test('I5: 32 parallel requests with one key make one order and one debit', async () => {
  const caller = await customer();
  const answers = await Promise.all(Array.from({ length: 32 }, () => order(caller, 'once')));
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body])))).toHaveProperty(
    'size',
    1,
  );
  expect(answers[0]).toMatchObject({ status: 201 });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 70, entries: 2 });
  expect(await ordersOfAgency(caller.agency)).toHaveLength(1);
});

test('I6: of 32 parallel orders, exactly the paid ones exist', async () => {
  const caller = await customer();
  const answers = await Promise.all(Array.from({ length: 32 }, (_, index) => order(caller, `k${index}`)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
  expect(answers.filter(({ body }) => body['code'] === 'insufficient_credits')).toHaveLength(29);
  expect(await ordersOfAgency(caller.agency)).toHaveLength(3);
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 10, entries: 4 });
  expect(await findingsOf(ledger, caller)).toEqual([]);
});

test('a key with another service or another note is refused', async () => {
  const caller = await customer();
  await putService(ledger.table, caller.agency, { id: 'other' });
  await order(caller, 'k');
  const reused = { status: 422, body: { code: 'idempotency_key_reused' } };
  expect(await order(caller, 'k', { credits: 30 }, 'other')).toMatchObject(reused);
  expect(await order(caller, 'k', { credits: 30, note: 'more' })).toMatchObject(reused);
});

test('a replay returns the first outcome, even when the price has changed', async () => {
  const caller = await customer();
  const first = await order(caller, 'k');
  await putService(ledger.table, caller.agency, { version: 1, price: 99, name: 'Other', onSale: false });
  expect(await order(caller, 'k')).toMatchObject({
    status: 201,
    headers: { 'idempotent-replayed': 'true' },
    body: first.body,
  });
  expect(await getOrder(caller, first.body['id'])).toMatchObject({ body: { name: 'Logo design' } });
});

test('I8: services and orders of another agency or account are not found', async () => {
  const caller = await customer();
  const { body } = await order(caller, 'k');
  const neighbour = { ...caller, account: 'neighbour' };
  const stranger = { ...(await accountOfOpenAgency(ledger)), account: caller.account };
  for (const other of [neighbour, stranger]) {
    expect(await getOrder(other, body['id'])).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(await listOrders(other)).toMatchObject({ body: { items: [] } });
  }
  expect(await order(stranger, 'k')).toMatchObject({ status: 404, body: { code: 'not_found' } });
  expect(await order(neighbour, 'k')).toMatchObject({ status: 402 });
});

test.each([{}, { credits: -1 }, { credits: 1.5 }, { credits: 30, note: '' }, { credits: 30, amount: 1 }])(
  'an order with the body %j is refused, and nothing is written',
  async (body) => {
    const caller = await customer();
    expect(await order(caller, 'k', body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await readAccount(ledger, caller)).toMatchObject({ balance: 100 });
  },
);

test('an unknown service and an agency without settings are not found', async () => {
  const missing = { status: 404, body: { code: 'not_found' } };
  expect(await order(await customer(), 'k', { credits: 30 }, 'none')).toMatchObject(missing);
  expect(await order(someAccount(), 'k')).toMatchObject(missing);
  expect(await listOrders(await customer(), { cursor: 'x' })).toMatchObject({ status: 400 });
});
