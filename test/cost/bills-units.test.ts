import { expect, test } from 'vitest';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { apiEvent, call, lambdaContext } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give, openTestLedger } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { storeHandler } from '../support/store-handler.ts';

const ledger = openTestLedger();
const metered = openTestLedger();
const { during } = meter(metered);
const handler = storeHandler(metered);

const caller = await accountOfOpenAgency(ledger);
await give(ledger, caller, 1000);
await putService(ledger.table, caller.agency);

const pay =
  (invoiceId: string, key = 'k') =>
  () =>
    call(handler, invoiceRoutes.payInvoice, {
      caller,
      params: { invoiceId },
      headers: { 'idempotency-key': key },
      body: { credits: 40 },
    });

const order = (key: string) => () =>
  call(handler, serviceRoutes.createOrder, {
    caller,
    params: { serviceId: 'logo' },
    headers: { 'idempotency-key': key },
    body: { credits: 30 },
  });

test('paying an invoice costs one BatchGet, one transaction, 6 write units and its index write', async () => {
  const { id } = await putInvoice(ledger, caller);
  const cost = await during(pay(id));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 6 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('paying again writes nothing, under the same or another key', async () => {
  const { id } = await putInvoice(ledger, caller);
  await pay(id)();
  expect(await during(pay(id))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
  expect(await during(pay(id, 'other'))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test('an order costs one BatchGet, one transaction, 8 write units and its index write', async () => {
  const cost = await during(order('a'));
  expect(cost).toMatchObject({ calls: ['BatchGetItem', 'TransactWriteItems'], writeUnits: 8 });
  expect(cost.indexWriteUnits).toBeLessThanOrEqual(2);
});

test('ordering again writes nothing', async () => {
  await order('b')();
  expect(await during(order('b'))).toMatchObject({ calls: ['BatchGetItem'], writeUnits: 0 });
});

test.each([
  ['services', serviceRoutes.listServices],
  ['invoices', invoiceRoutes.listInvoices],
])('a page of %s is one Query and one BatchGet', async (_, route) => {
  const { calls, writeUnits } = await during(() => call(handler, route, { caller, query: { limit: '100' } }));
  expect({ calls: calls.toSorted(), writeUnits }).toEqual({
    calls: ['BatchGetItem', 'Query'],
    writeUnits: 0,
  });
});

test('a page of orders is one Query, and one BatchGet of the account for those that merged into it', async () => {
  const read = () => call(handler, serviceRoutes.listOrders, { caller });
  const { calls, ...units } = await during(read);
  expect({ ...units, calls: calls.toSorted() }).toMatchObject({
    calls: ['BatchGetItem', 'Query'],
    writeUnits: 0,
  });
});

test('a statement is one Query for up to 1,000 entries', async () => {
  const event = apiEvent(accountRoutes.getStatement, { caller });
  const read = () => clientHandler(metered)(event, lambdaContext);
  expect(await during(read)).toMatchObject({ calls: ['Query'], writeUnits: 0 });
});
