import type { PaypalRight } from '../delivery/control-schema.ts';
import type { Route } from '../http/route.ts';
import type { PaypalAccount } from './account.ts';
import type { Operation } from './call.ts';
import { createOrder } from './create-order.ts';
import { notFound } from './errors.ts';
import { listDisputes } from './list-disputes.ts';
import { captureApproved } from './orders.ts';
import { refundCapture } from './refunds.ts';
import { reportTransactions } from './report.ts';
import type { Kept } from './show.ts';

const HOUR_S = 60 * 60;
const DAY_S = 24 * HOUR_S;

export type ApiRoute = {
  method: Route['method'];
  path: string;
  operation: Operation;
  /** Seconds that PayPal remembers the request's id. */
  remembered: number;
  /** What an app must have been given to be answered. */
  right?: PaypalRight;
};

const get = (path: string, operation: Operation, right?: PaypalRight): ApiRoute => ({
  method: 'GET',
  path,
  operation,
  remembered: 0,
  ...(right !== undefined && { right }),
});

const post = (path: string, operation: Operation, remembered: number): ApiRoute => ({
  method: 'POST',
  path,
  operation,
  remembered,
});

const retrieve =
  (find: (account: PaypalAccount, id: string) => Kept | undefined): Operation =>
  ({ account, id }) => {
    const facts = find(account, id);
    if (facts === undefined) throw notFound(id);
    return { status: 200, facts };
  };

/** The part of https://developer.paypal.com/api/rest that the sandbox serves. */
export const OPERATIONS: readonly ApiRoute[] = [
  post('/v2/checkout/orders', createOrder, 6 * HOUR_S),
  get(
    '/v2/checkout/orders/:id',
    retrieve(({ orders }, id) => orders.get(id)),
  ),
  post('/v2/checkout/orders/:id/capture', captureApproved, 6 * HOUR_S),
  get(
    '/v2/payments/captures/:id',
    retrieve(({ captures }, id) => captures.get(id)),
  ),
  post('/v2/payments/captures/:id/refund', refundCapture, 45 * DAY_S),
  get(
    '/v2/payments/refunds/:id',
    retrieve(({ refunds }, id) => refunds.get(id)),
  ),
  get('/v1/customer/disputes', listDisputes, 'disputes'),
  get(
    '/v1/customer/disputes/:id',
    retrieve(({ disputes }, id) => disputes.get(id)),
    'disputes',
  ),
  get('/v1/reporting/transactions', reportTransactions, 'transaction_search'),
];
