import { expect, test } from 'vitest';
import * as z from 'zod';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { Route } from '../../shared/http/route.ts';
import { someAgency } from '../support/agency.ts';
import { call } from '../support/api.ts';
import { putService } from '../support/bills.ts';
import { entriesOf, findingsOf, give, giveLots, openTestLedger, readAccount } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { orderOne } from '../support/orders.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const { during } = meter(ledger);
const { listAgencyOrders, listAccountOrders, getAgencyOrder, setOrderStatus, refundOrder } = agencyRoutes;
const items = z.object({ items: z.array(z.looseObject({ id: z.string() })) });

/** A customer with 100 paid credits and 10 that expire, and an order of 30. */
const setUp = async () => {
  const agency = await someAgency(ledger);
  const ref = agency.ref();
  await give(ledger, ref, 100);
  await giveLots(ledger, ref, 1, 10);
  await putService(ledger.table, agency.agency);
  const orderId = await orderOne(ledger, ref);
  const params = { accountId: ref.account, orderId };
  return {
    ...agency,
    customer: ref,
    params,
    one: (route: Route, body?: object) => agency.call(route, { params, ...(body && { body }) }),
    setStatus: (status: string) => agency.call(setOrderStatus, { params, body: { status } }),
    list: async (route: Route, query: Record<string, string> = {}) =>
      items.parse((await agency.call(route, { params: { accountId: ref.account }, query })).body).items,
  };
};

test('an agency lists the orders of all accounts and of one, by status, and reads one', async () => {
  const { list, one, setStatus, params, customer } = await setUp();
  const order = {
    id: params.orderId,
    account: 'customer',
    name: 'Logo design',
    credits: 30,
    status: 'new',
    entry: 3,
  };
  expect(await list(listAgencyOrders)).toMatchObject([order]);
  expect(await list(listAccountOrders)).toMatchObject([order]);
  expect(await one(getAgencyOrder)).toMatchObject({ status: 200, body: order });
  await setStatus('in_progress');
  expect(await list(listAgencyOrders, { status: 'new' })).toEqual([]);
  expect(await list(listAccountOrders, { status: 'in_progress' })).toMatchObject([{ id: params.orderId }]);
  const seen = await call(storeHandler(ledger), serviceRoutes.getOrder, {
    caller: customer,
    params: { orderId: params.orderId },
  });
  expect(seen.body).toMatchObject({ status: 'in_progress' });
  expect(seen.body).not.toHaveProperty('account');
});

test('a status that is set again changes nothing and leaves no audit log entry', async () => {
  const { setStatus, changes } = await setUp();
  expect(await setStatus('done')).toMatchObject({ status: 200, body: { status: 'done' } });
  expect(await setStatus('done')).toMatchObject({ status: 200, body: { status: 'done' } });
  expect(await changes({ kind: 'order' })).toHaveLength(1);
  expect(await setStatus('refunded')).toMatchObject({ status: 400 });
});

test('a refund returns the credits to their lots, once, and is final', async () => {
  const { one, setStatus, customer, params, changes } = await setUp();
  const spent = (await entriesOf(ledger, customer)).at(-1);
  const refunded = await one(refundOrder);
  expect(refunded).toMatchObject({
    status: 200,
    body: { id: params.orderId, status: 'refunded', refundedAt: expect.any(String) },
  });
  expect((await entriesOf(ledger, customer)).at(-1)).toMatchObject({
    type: 'in',
    kind: 'service_refund',
    reference: params.orderId,
    label: 'Logo design',
    amount: 30,
    lots: spent?.lots,
  });
  const after = await readAccount(ledger, customer);
  expect(after).toMatchObject({
    balance: 110,
    lots: [
      { class: 'promo', amount: 10 },
      { class: 'paid', amount: 100 },
    ],
  });
  expect(await one(refundOrder)).toMatchObject({ status: 200, body: refunded.body });
  expect(await readAccount(ledger, customer)).toEqual(after);
  expect(await setStatus('done')).toMatchObject({ status: 409, body: { code: 'order_refunded' } });
  expect(await changes({ kind: 'order' })).toMatchObject([{ actor: 'admin', after: { status: 'refunded' } }]);
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test('a free order is refunded without an entry', async () => {
  const { agency, ref, call: admin } = await someAgency(ledger);
  await putService(ledger.table, agency, { price: 0 });
  const params = { accountId: 'customer', orderId: await orderOne(ledger, ref()) };
  expect(await admin(refundOrder, { params })).toMatchObject({ status: 200, body: { status: 'refunded' } });
  expect(await entriesOf(ledger, ref())).toEqual([]);
});

test('16 refunds and 16 status changes at once: one refund, and the order ends refunded', async () => {
  const { one, setStatus, customer } = await setUp();
  const answers = await Promise.all(
    Array.from({ length: 32 }, (_, index) => (index % 2 === 0 ? one(refundOrder) : setStatus('done'))),
  );
  expect(answers.filter(({ status }) => ![200, 409].includes(status))).toEqual([]);
  expect(await one(getAgencyOrder)).toMatchObject({ body: { status: 'refunded' } });
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 110, entries: 4 });
  expect(await findingsOf(ledger, customer)).toEqual([]);
});

test('I8: another agency finds no order and refunds none, nor does the agency under another account', async () => {
  const { params, customer, call: admin } = await setUp();
  const other = await someAgency(ledger);
  const others = { ...params, accountId: 'somebody' };
  for (const route of [getAgencyOrder, refundOrder, setOrderStatus]) {
    const body = route === setOrderStatus && { body: { status: 'done' } };
    expect(await other.call(route, { params, ...body })).toMatchObject({ status: 404 });
    expect(await admin(route, { params: others, ...body })).toMatchObject({ status: 404 });
  }
  expect(await other.call(listAgencyOrders)).toMatchObject({ body: { items: [] } });
  expect(await readAccount(ledger, customer)).toMatchObject({ balance: 80 });
});

test('a refund is two BatchGets and one transaction of 8 write units; a repeat is one BatchGet', async () => {
  const { one } = await setUp();
  expect(await during(() => one(refundOrder))).toMatchObject({
    calls: ['BatchGetItem', 'BatchGetItem', 'TransactWriteItems'],
    writeUnits: 8,
  });
  expect(await during(() => one(refundOrder))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});
