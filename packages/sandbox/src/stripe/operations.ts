import * as z from 'zod';
import type { Route } from '../http/route.ts';
import type { Operation } from './call.ts';
import { expire } from './checkout.ts';
import { createSession } from './create-session.ts';
import { invalid, missing } from './errors.ts';
import { lineItems } from './line-items.ts';
import { listOf, paging, retrieve } from './lists.ts';
import { expandParameter, parseParameters, text } from './parameters.ts';
import { createRefund } from './refunds.ts';
import { show } from './show.ts';

const filter = text(100).optional();
const one = (value: string | undefined): string[] | undefined => (value === undefined ? undefined : [value]);

const byPayment = z.strictObject({ ...paging, payment_intent: filter });
const byChargeOrPayment = z.strictObject({ ...paging, charge: filter, payment_intent: filter });
const bySource = z.strictObject({ ...paging, currency: filter, source: filter, type: filter });
const bySession = z.strictObject({ ...paging, payment_intent: filter, status: filter });
/** https://docs.stripe.com/api/events/list takes up to 20 types. */
const byType = z.strictObject({ ...paging, type: filter, types: z.array(text(100)).max(20).optional() });

const expireSession: Operation = ({ account, parameters, id, cause }) => {
  parseParameters(z.strictObject({ expand: expandParameter }), parameters);
  const session = account.sessions.get(id);
  if (session === undefined) throw missing(404, account.sessions.kind, id, 'session');
  if (session.status !== 'open') {
    throw invalid(`Only an open session can be expired; this one is ${session.status}`);
  }
  return show(account, expire(account, session, cause));
};

const listLineItems: Operation = ({ account, parameters, id }) => {
  parseParameters(z.strictObject(paging), parameters);
  const session = account.sessions.get(id);
  if (session === undefined) throw missing(404, account.sessions.kind, id, 'session');
  const url = `/v1/checkout/sessions/${id}/line_items`;
  return { object: 'list', url, has_more: false, data: lineItems(session) };
};

type ApiRoute = { method: Route['method']; path: string; operation: Operation };

const get = (path: string, operation: Operation): ApiRoute => ({ method: 'GET', path, operation });
const post = (path: string, operation: Operation): ApiRoute => ({ method: 'POST', path, operation });

/** The part of https://docs.stripe.com/api that the sandbox serves. */
export const OPERATIONS: readonly ApiRoute[] = [
  post('/v1/checkout/sessions', createSession),
  get(
    '/v1/checkout/sessions',
    listOf(
      '/v1/checkout/sessions',
      ({ sessions }) => sessions,
      bySession,
      (given) => ({
        payment_intent: one(given.payment_intent),
        status: one(given.status),
      }),
    ),
  ),
  get(
    '/v1/checkout/sessions/:id',
    retrieve(({ sessions }) => sessions, 'session'),
  ),
  post('/v1/checkout/sessions/:id/expire', expireSession),
  get('/v1/checkout/sessions/:id/line_items', listLineItems),
  get(
    '/v1/payment_intents',
    listOf('/v1/payment_intents', ({ paymentIntents }) => paymentIntents, z.strictObject(paging)),
  ),
  get(
    '/v1/payment_intents/:id',
    retrieve(({ paymentIntents }) => paymentIntents, 'intent'),
  ),
  get(
    '/v1/charges',
    listOf(
      '/v1/charges',
      ({ charges }) => charges,
      byPayment,
      (given) => ({
        payment_intent: one(given.payment_intent),
      }),
    ),
  ),
  get(
    '/v1/charges/:id',
    retrieve(({ charges }) => charges, 'charge'),
  ),
  post('/v1/refunds', createRefund),
  get(
    '/v1/refunds',
    listOf(
      '/v1/refunds',
      ({ refunds }) => refunds,
      byChargeOrPayment,
      (given) => ({
        charge: one(given.charge),
        payment_intent: one(given.payment_intent),
      }),
    ),
  ),
  get(
    '/v1/refunds/:id',
    retrieve(({ refunds }) => refunds, 'refund'),
  ),
  get(
    '/v1/disputes',
    listOf(
      '/v1/disputes',
      ({ disputes }) => disputes,
      byChargeOrPayment,
      (given) => ({
        charge: one(given.charge),
        payment_intent: one(given.payment_intent),
      }),
    ),
  ),
  get(
    '/v1/disputes/:id',
    retrieve(({ disputes }) => disputes, 'dispute'),
  ),
  get(
    '/v1/balance_transactions',
    listOf(
      '/v1/balance_transactions',
      (account) => account.balanceTransactions,
      bySource,
      (given) => ({
        currency: one(given.currency),
        source: one(given.source),
        type: one(given.type),
      }),
    ),
  ),
  get(
    '/v1/balance_transactions/:id',
    retrieve((account) => account.balanceTransactions, 'id'),
  ),
  get(
    '/v1/events',
    listOf(
      '/v1/events',
      ({ events }) => events,
      byType,
      (given) => ({ type: given.types ?? one(given.type) }),
    ),
  ),
  get(
    '/v1/events/:id',
    retrieve(({ events }) => events, 'id'),
  ),
];
