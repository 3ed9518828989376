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

/** @returns the key that the request is signed in with, empty where there is none */
const secretKeyOf = ({ headers: { authorization } }: SandboxRequest): string => {
  const [scheme, key] = authorization?.split(' ') ?? [];
  return scheme === 'Bearer' && key !== undefined ? key : '';
};

const idempotencyKeyOf = ({ method, headers }: SandboxRequest): string | null => {
  const key = method === 'POST' ? headers['idempotency-key'] : undefined;
  return typeof key === 'string' ? key : null;
};

const unauthorized = (message: string): StripeRefusal =>
  new StripeRefusal(401, { type: 'invalid_request_error', message });

const refuse = ({ status, refusal }: StripeRefusal): Reply => json(status, { error: refusal });

/** https://docs.stripe.com/error-low-level: a rate limit has its own status and code, but no type of its own. */
const failure = (status: ApiFailure, requestId: string): Reply => {
  const message = status === 429 ? 'Too many requests at once' : 'Stripe can’t answer now';
  const error =
    status === 429
      ? { type: 'invalid_request_error', code: 'rate_limit', message }
      : { type: 'api_error', message };
  return json(status, { error }, { 'request-id': requestId });
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

  const accountOf = (request: SandboxRequest): StripeAccount => {
    const key = secretKeyOf(request);
    if (key === '') throw unauthorized('No API key was given');
    const account = accounts.get(key);
    if (account === undefined) throw unauthorized(`The sandbox has no account for the key …${key.slice(-4)}`);
    return account;
  };

  const run = (operation: Operation, request: SandboxRequest, requestId: string): Reply => {
    const account = accountOf(request);
    const key = idempotencyKeyOf(request);
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

  /**
   * A 500 comes from an operation that had begun, and is Stripe's answer to that key from then on. What was turned away
   * before it began, by 429 or 503, may be asked again: https://docs.stripe.com/api/idempotent_requests.
   */
  const fail: Route['failure'] = (status, request) => {
    const requestId = stripeId('req', 14);
    const reply = failure(status, requestId);
    const account = accounts.get(secretKeyOf(request));
    const key = idempotencyKeyOf(request);
    if (status === 500 && account !== undefined && key !== null) {
      idempotency.remember(account.id, key, fingerprintOf(request.path, request.body), requestId, reply);
    }
    return reply;
  };

  return [
    ...OPERATIONS.map(({ method, path, operation }) => ({
      method,
      path,
      failure: fail,
      keyOf: secretKeyOf,
      handle: serve(operation),
    })),
    ...(['GET', 'POST', 'DELETE'] as const).map((method) => ({
      method,
      path: '/v1/*',
      failure: fail,
      keyOf: secretKeyOf,
      handle: serve(notServed),
    })),
  ];
};
