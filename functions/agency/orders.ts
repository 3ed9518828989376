import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { previewAnswer } from '../../shared/http/dry-run.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { orderRoutes } from '../../shared/http/routes/agency/orders.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { agencyOrders, orderOf, ordersOf } from '../../shared/store/order.ts';
import { setOrderStatus } from '../../shared/store/order-status.ts';
import { refundOrder } from '../../shared/store/refund-order.ts';
import { agencyViewOf as viewOf } from '../../shared/views/order-view.ts';

export const orderHandlers = (ledger: Ledger): Handlers<typeof orderRoutes> => ({
  listAgencyOrders: async ({ caller: { agency }, query }) =>
    pageAnswer(await agencyOrders(ledger, agency, query), viewOf),

  listAccountOrders: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await ordersOf(ledger, { agency, account }, query), viewOf),

  getAgencyOrder: async ({ caller: { agency }, params: { accountId: account, orderId } }) => {
    const order = await orderOf(ledger, { agency, account }, orderId);
    return order ? okBody(viewOf(order)) : problem('not_found');
  },

  setOrderStatus: async ({ caller, params: { accountId: account, orderId }, body, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    const done = await setOrderStatus(asked, caller, { account, orderId }, body);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(viewOf(outcome)));
  },

  refundOrder: async ({ caller, params: { accountId, orderId }, dryRun }) => {
    const done = await refundOrder(ledgerFor(ledger, { dryRun }), caller, accountId, orderId);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(viewOf(outcome)));
  },
});
