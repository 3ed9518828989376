import * as z from 'zod';
import { accountInPath, recordId } from '../../../kernel/ids.ts';
import { creditPrice } from '../../../table/items/price.ts';
import { orderStatus } from '../../../table/items/service.ts';
import { dryRunView } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { agencyOrderView } from '../store/service-views.ts';

const account = z.strictObject({ accountId: accountInPath });
const params = z.strictObject({ accountId: accountInPath, orderId: recordId });
const query = z.strictObject({
  ...pageQuery,
  status: orderStatus.optional().meta({ description: 'Only orders with this status.' }),
});
const page = { description: 'A page of orders.', body: listed(agencyOrderView) };

export const orderRoutes = {
  listAgencyOrders: route({
    method: 'GET',
    path: '/v1/agency/orders',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List orders of all accounts, newest first',
    description:
      'A new order may take a moment to appear. With a status, a page may hold fewer orders than `limit`, or none, even ' +
      'if more follow.',
    query,
    responses: { 200: page },
    problems: ['invalid_cursor', 'busy'],
  }),
  listAccountOrders: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/orders',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "List an account's orders, newest first",
    params: account,
    query,
    responses: { 200: page },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAgencyOrder: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/orders/{orderId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get an order',
    params,
    responses: { 200: { description: 'The order.', body: agencyOrderView } },
    problems: ['not_found', 'busy'],
  }),
  setOrderStatus: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/orders/{orderId}/status',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Set how far you have come with an order, or cancel it',
    description:
      'The customer sees the status. If the order holds its credits, `done` spends them and `cancelled` gives them back. ' +
      'A paid order cannot be cancelled: refund it. A refunded or cancelled order keeps its status.',
    params,
    body: z
      .strictObject({
        status: orderStatus
          .exclude(['refunded'])
          .meta({ id: 'OpenOrderStatus', description: 'How far you have come.' }),
        credits: creditPrice.optional().meta({
          description:
            'With `done`, for an order that holds its credits: what it costs in the end, up to what is held. The rest is ' +
            'given back. Without it, the price.',
        }),
      })
      .refine(({ status, credits }) => credits === undefined || status === 'done', {
        path: ['credits'],
        message: 'Credits can be sent only with the status done',
      })
      .meta({ id: 'OrderStatusInput' }),
    example: { body: { status: 'in_progress' } },
    responses: {
      200: {
        description: 'The order. With `Prefer: dry-run`: what the change would do.',
        body: z.union([agencyOrderView, dryRunView]),
      },
    },
    problems: [
      'not_found',
      'order_refunded',
      'order_cancelled',
      'order_paid',
      'hold_exceeded',
      'hold_not_open',
      'busy',
    ],
  }),
  refundOrder: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/orders/{orderId}/refund',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Refund an order',
    description:
      'The credits return to the lots that they were drawn from. Takes no body. Repeating it has no further effect.',
    params,
    responses: {
      200: {
        description: 'The refunded order. With `Prefer: dry-run`: what the refund would do.',
        body: z.union([agencyOrderView, dryRunView]),
      },
    },
    problems: ['not_found', 'order_not_paid', 'order_cancelled', 'balance_limit', 'busy'],
  }),
};
