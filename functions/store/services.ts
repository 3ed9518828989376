import { answer, okBody, okPage, pageAnswer } from '../../shared/http/answer.ts';
import { problem } from '../../shared/http/errors.ts';
import { movedAnswer, previewAnswer } from '../../shared/http/dry-run.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { serviceOnView, servicesOnSale } from '../../shared/store/catalogue.ts';
import { orderOf, ordersOf, placeOrder } from '../../shared/store/order.ts';
import { cancelOrder as cancel } from '../../shared/store/order-status.ts';
import { viewOf as orderViewOf } from '../../shared/views/order-view.ts';
import { viewOf } from './service-view.ts';

export const listServices =
  (ledger: Ledger): Handler<typeof serviceRoutes.listServices> =>
  async ({ caller, query }) => {
    const found = await servicesOnSale(ledger, caller, query);
    return orNotBegun(answer(found, ({ page, visit }) => okPage(page, (service) => viewOf(service, visit))));
  };

export const getService =
  (ledger: Ledger): Handler<typeof serviceRoutes.getService> =>
  async ({ caller, params: { serviceId } }) => {
    const found = await serviceOnView(ledger, caller, serviceId);
    return answer(found, ({ service, visit }) => okBody(viewOf(service, visit)));
  };

export const createOrder =
  (ledger: Ledger): Handler<typeof serviceRoutes.createOrder> =>
  async ({ caller, params: { serviceId }, body, idempotencyKey, dryRun }) => {
    const order = { serviceId, ...body };
    const placed = await placeOrder(ledgerFor(ledger, { dryRun }), caller, order, idempotencyKey);
    return movedAnswer(placed, orderViewOf);
  };

export const listOrders =
  (ledger: Ledger): Handler<typeof serviceRoutes.listOrders> =>
  async ({ caller, query }) =>
    pageAnswer(await ordersOf(ledger, caller, query), orderViewOf);

export const getOrder =
  (ledger: Ledger): Handler<typeof serviceRoutes.getOrder> =>
  async ({ caller, params: { orderId } }) => {
    const order = await orderOf(ledger, caller, orderId);
    return order ? { status: 200, body: orderViewOf(order) } : problem('not_found');
  };

export const cancelOrder =
  (ledger: Ledger): Handler<typeof serviceRoutes.cancelOrder> =>
  async ({ caller, params: { orderId }, dryRun }) => {
    const done = await cancel(ledgerFor(ledger, { dryRun }), caller, orderId);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(orderViewOf(outcome)));
  };
