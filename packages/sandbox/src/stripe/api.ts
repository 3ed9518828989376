import { parse } from 'qs';
import { Stripe } from 'stripe';
import * as z from 'zod';
import { type Database, inTransaction } from '../database.ts';
import { type ApiFailure, json, type Reply, type Route, type SandboxRequest } from '../http/route.ts';
import type { StripeAccount } from './account.ts';
import type { Operation } from './call.ts';
import { StripeRefusal } from './errors.ts';
import { expand } from './expand.ts';
import { fingerprintOf, openIdempotency } from './idempotency.ts';
import { stripeId } from './ids.ts';
import { OPERATIONS } from './operations.ts';

const expandable = z.object({ expand: z.array(z.string()).default([]) });

/** Deep and wide enough for a hundred line items with metadata. */
const parametersOf = ({ method, query, body }: SandboxRequest) =>
  parse(method === 'GET' ? query : body, {
    depth: 10,
    arrayLimit: 1_000,
    parameterLimit: 10_000,
    plainObjects: true,
  });

const unauthorized = (message: string): StripeRefusal =>
  new StripeRefusal(401, { type: 'invalid_request_error', message });

const refuse = ({ status, refusal }: StripeRefusal): Reply => json(status, { error: refusal });

/** https://docs.stripe.com/error-low-level: a rate limit is told by its status and code, not by a type of its own. */
const failure = (status: ApiFailure): Reply => {
  const message = status === 429 ? 'Too many requests at once' : 'Stripe can’t answer now';
  const error =
    status === 429
      ? { type: 'invalid_request_error', code: 'rate_limit', message }
      : { type: 'api_error', message };
  return json(status, { error }, { 'request-id': stripeId('req', 14) });
};

const notServed: Operation = () => {
  throw new StripeRefusal(404, {
    type: 'invalid_request_error',
    message: 'The sandbox serves nothing under this method and URL',
  });
};

/** Stripe's API for these accounts, by their secret keys. */
export const apiRoutes = (database: Database, accounts: ReadonlyMap<string, StripeAccount>): Route[] => {
  const idempotency = openIdempotency(database);

  const accountOf = ({ headers: { authorization } }: SandboxRequest): StripeAccount => {
    const [scheme, key] = authorization?.split(' ') ?? [];
    if (scheme !== 'Bearer' || key === undefined || key === '') throw unauthorized('No API key was given');
    const account = accounts.get(key);
    if (account === undefined) throw unauthorized(`The sandbox has no account for the key …${key.slice(-4)}`);
    return account;
  };

  const run = (operation: Operation, request: SandboxRequest, requestId: string): Reply => {
    const account = accountOf(request);
    const header = request.method === 'POST' ? request.headers['idempotency-key'] : undefined;
    const key = typeof header === 'string' ? header : null;
    const fingerprint = fingerprintOf(request.path, request.body);
    const first = key === null ? undefined : idempotency.replay(account.id, key, fingerprint);
    if (first !== undefined) return first;

    return inTransaction(database, () => {
      const parameters = parametersOf(request);
      const cause = { id: requestId, idempotency_key: key };
      const answer = operation({ account, parameters, id: request.param('id'), cause });
      const reply = json(200, expand(account, answer, expandable.parse(parameters).expand));
      if (key !== null) idempotency.remember(account.id, key, fingerprint, requestId, reply);
      return reply;
    });
  };

  const serve =
    (operation: Operation): Route['handle'] =>
    (request) => {
      const requestId = stripeId('req', 14);
      const asked = request.headers['stripe-version'];
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'request-id': requestId,
        'stripe-version': typeof asked === 'string' ? asked : Stripe.API_VERSION,
      };
      try {
        const reply = run(operation, request, requestId);
        return { ...reply, headers: { ...reply.headers, ...headers } };
      } catch (error) {
        if (!(error instanceof StripeRefusal)) throw error;
        const reply = refuse(error);
        return { ...reply, headers: { ...reply.headers, ...headers } };
      }
    };

  return [
    ...OPERATIONS.map(({ method, path, operation }) => ({ method, path, failure, handle: serve(operation) })),
    ...(['GET', 'POST', 'DELETE'] as const).map((method) => ({
      method,
      path: '/v1/*',
      failure,
      handle: serve(notServed),
    })),
  ];
};
