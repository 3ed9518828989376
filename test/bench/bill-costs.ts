import assert from 'node:assert/strict';
import type { Route } from '../../shared/http/route.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { invoiceRoutes } from '../../shared/http/routes/store/invoices.ts';
import { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { apiEvent, type Call, type Handler, lambdaContext } from '../support/api.ts';
import { putInvoice, putService } from '../support/bills.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give } from '../support/ledger.ts';
import { meter } from '../support/meter.ts';
import { storeHandler } from '../support/store-handler.ts';
import { type Budget, costFigure } from './cost-figure.ts';
import type { Figure } from './figure.ts';

/** What services, invoices and statements cost in round trips and in request units, as the engine counts them. */
export const billCosts = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  const metered = openLedger();
  const { during } = meter(metered);
  const store = storeHandler(metered);
  const caller = await accountOfOpenAgency(ledger);
  await give(ledger, caller, 1000);
  await putService(ledger.table, caller.agency);
  const { id: invoiceId } = await putInvoice(ledger, caller);

  const request = (handler: Handler, route: Route, call: Call, expected: number) => async () => {
    const { statusCode } = await handler(apiEvent(route, { caller, ...call }), lambdaContext);
    assert.equal(statusCode, expected);
  };
  const headers = { 'idempotency-key': 'bench' };
  const payment = { params: { invoiceId }, headers, body: { credits: 40 } };
  const order = { params: { serviceId: 'logo' }, headers, body: { credits: 30 } };
  const { payInvoice, listInvoices } = invoiceRoutes;
  const { createOrder, listServices } = serviceRoutes;

  const operations: [string, () => Promise<void>, Budget][] = [
    ['pay an invoice', request(store, payInvoice, payment, 201), { roundTrips: 2, writeUnits: 6 }],
    ['pay it again', request(store, payInvoice, payment, 201), { roundTrips: 1, writeUnits: 0 }],
    ['order a service', request(store, createOrder, order, 201), { roundTrips: 2, writeUnits: 8 }],
    ['page of invoices', request(store, listInvoices, {}, 200), { roundTrips: 2, writeUnits: 0 }],
    ['page of services', request(store, listServices, {}, 200), { roundTrips: 2, writeUnits: 0 }],
    [
      'statement',
      request(clientHandler(metered), accountRoutes.getStatement, {}, 200),
      { roundTrips: 1, writeUnits: 0 },
    ],
  ];
  const figures: Figure[] = [];
  for (const [name, operation, budget] of operations) {
    figures.push(costFigure(name, await during(operation), budget));
  }
  return figures;
};
