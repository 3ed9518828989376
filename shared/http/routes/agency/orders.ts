import * as z from 'zod';
import { accountId, accountInPath, recordId } from '../../../kernel/ids.ts';
import { orderStatus } from '../../../table/items/service.ts';
import { dryRunView } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { orderView } from '../store/service-views.ts';

export const agencyOrderView = orderView
  .extend({
    account: accountId,
    entry: z
      .int()
      .optional()
      .meta({ description: 'The number of the entry that paid it. Absent if it was free.' }),
  })
  .meta({ id: 'AgencyOrder' });

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
    summary: 'Set how far you have come with an order',
    description: 'The customer sees the status. A refunded order keeps its status.',
    params,
    body: z
      .strictObject({
        status: orderStatus
          .exclude(['refunded'])
          .meta({ id: 'OpenOrderStatus', description: 'How far you have come.' }),
      })
      .meta({ id: 'OrderStatusInput' }),
    example: { body: { status: 'in_progress' } },
    responses: { 200: { description: 'The order.', body: agencyOrderView } },
    problems: ['not_found', 'order_refunded', 'busy'],
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
    problems: ['not_found', 'balance_limit', 'busy'],
  }),
};
