import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { text } from '../../../kernel/text.ts';
import { creditPrice } from '../../../table/items/price.ts';
import { dryRunResponse, dryRunView } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { serviceId } from '../catalog-ids.ts';
import { route } from '../../route.ts';
import { budgetProblems } from '../spenders.ts';
import { orderView, serviceView } from './service-views.ts';

export const serviceRoutes = {
  listServices: route({
    method: 'GET',
    path: '/v1/services',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List services that the customer can order',
    description: 'A page may hold fewer services than `limit` even if more follow.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of services.', body: listed(serviceView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  getService: route({
    method: 'GET',
    path: '/v1/services/{serviceId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a service and whether the customer can order it',
    params: z.strictObject({ serviceId }),
    responses: { 200: { description: 'The service.', body: serviceView } },
    problems: ['not_found', 'busy'],
  }),
  createOrder: route({
    method: 'POST',
    path: '/v1/services/{serviceId}/orders',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'key',
    dryRun: true,
    summary: 'Order a service and pay with credits',
    description:
      'A service that is paid when it is done (`payment`) holds the credits until then. ' +
      'Send the price that the customer saw as `credits`. If the price has changed, nothing is ordered and ' +
      '`amount_differs` returns the current price as `credits`.',
    params: z.strictObject({ serviceId }),
    body: z
      .strictObject({
        credits: creditPrice.meta({ description: 'The price that the customer agreed to.' }),
        note: text(256).optional().meta({ description: 'A note for the agency.' }),
      })
      .meta({ id: 'OrderInput' }),
    example: { body: { credits: 90, note: 'About our new shop' } },
    responses: {
      201: { description: 'The service is ordered, and its credits are paid or held.', body: orderView },
      ...dryRunResponse,
    },
    problems: [
      'not_found',
      'not_eligible',
      'credits_not_accepted',
      'credit_payments_disabled',
      'amount_differs',
      'account_in_debt',
      ...budgetProblems,
      'insufficient_credits',
      'hold_limit',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  listOrders: route({
    method: 'GET',
    path: '/v1/orders',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List orders of services, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of orders.', body: listed(orderView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  cancelOrder: route({
    method: 'POST',
    path: '/v1/orders/{orderId}/cancel',
    lambda: 'store',
    scope: 'credits:spend',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Cancel an order that the agency has not begun',
    description:
      'Gives the held credits back. A paid order cannot be cancelled: ask the agency for a refund. Takes no body. Repeating ' +
      'it has no further effect.',
    params: z.strictObject({ orderId: recordId }),
    responses: {
      200: {
        description: 'The cancelled order. With `Prefer: dry-run`: what the cancellation would do.',
        body: z.union([orderView, dryRunView]),
      },
    },
    problems: [
      'not_found',
      'owner_required',
      'order_begun',
      'order_paid',
      'order_refunded',
      'order_cancelled',
      'hold_exceeded',
      'hold_not_open',
      'busy',
    ],
  }),
  getOrder: route({
    method: 'GET',
    path: '/v1/orders/{orderId}',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get an order',
    params: z.strictObject({ orderId: recordId }),
    responses: { 200: { description: 'The order.', body: orderView } },
    problems: ['not_found', 'busy'],
  }),
};
