import { type Database, inTransaction } from '../database.ts';
import { json, type Reply, type Route, type SandboxRequest } from '../http/route.ts';
import type { PaypalAccount } from './account.ts';
import {
  failure,
  invalidRequest,
  notAuthenticated,
  notAuthorized,
  notFound,
  PaypalRefusal,
  refuse,
} from './errors.ts';
import { debugId } from './ids.ts';
import { type ApiRoute, OPERATIONS } from './operations.ts';
import { openRequestIds } from './request-ids.ts';
import { type Kept, show, showInBrief } from './show.ts';
import type { Tokens } from './tokens.ts';

const headerOf = ({ headers }: SandboxRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const bodyOf = (request: SandboxRequest): unknown => {
  if (request.method !== 'POST') return {};
  // Also a POST without a body needs it: the capture that forgets the header is a classic.
  if (!headerOf(request, 'content-type')?.startsWith('application/json')) {
    const message = 'The body must be application/json';
    throw new PaypalRefusal(415, { name: 'UNSUPPORTED_MEDIA_TYPE', message, details: [] });
  }
  try {
    return request.body === '' ? {} : JSON.parse(request.body);
  } catch {
    throw invalidRequest({ field: '/', issue: 'MALFORMED_REQUEST_JSON', description: 'Not JSON' });
  }
};

const notServed: Route['handle'] = ({ path }) => refuse(notFound(path));

/** PayPal's API for these accounts, by their merchant ids. */
export const apiRoutes = (
  database: Database,
  accounts: ReadonlyMap<string, PaypalAccount>,
  tokens: Tokens,
): Route[] => {
  const requestIds = openRequestIds(database);

  const accountOf = (request: SandboxRequest): PaypalAccount | undefined => {
    const [scheme, token = ''] = headerOf(request, 'authorization')?.split(' ') ?? [];
    const merchant = scheme?.toLowerCase() === 'bearer' ? tokens.accountOf(token) : undefined;
    return accounts.get(merchant ?? '');
  };
  const keyOf = (request: SandboxRequest): string => accountOf(request)?.clientId ?? '';

  const run = ({ operation, remembered, right }: ApiRoute, request: SandboxRequest): Reply => {
    const account = accountOf(request);
    if (account === undefined) throw notAuthenticated();
    if (right !== undefined && account.controls.get().missingRights.includes(right)) throw notAuthorized();
    const body = bodyOf(request);
    const isWhole =
      request.method === 'GET' || headerOf(request, 'prefer')?.includes('return=representation') === true;
    const reply = (status: number, facts: Kept): Reply =>
      json(status, isWhole ? show(account, facts) : showInBrief(account, facts));
    const requestId = remembered === 0 ? undefined : headerOf(request, 'paypal-request-id');
    const made = requestId && requestIds.made(account.id, request.path, requestId);
    const before = made ? (account.orders.get(made) ?? account.refunds.get(made)) : undefined;
    if (before !== undefined) return reply(200, before);
    const refused = requestId && requestIds.refusal(account.id, request.path, requestId);
    if (refused) return refused;

    const turnDown = (error: PaypalRefusal): Reply => {
      const refusal = refuse(error);
      if (requestId !== undefined && account.controls.get().keepRefusals) {
        requestIds.keepRefusal(account.id, request.path, requestId, refusal, remembered);
      }
      return refusal;
    };

    try {
      return inTransaction(database, () => {
        const query = Object.fromEntries(new URLSearchParams(request.query));
        const answer = operation({ account, body, query, id: request.param('id'), requestId });
        if ('refusal' in answer) return turnDown(answer.refusal);
        if ('body' in answer) return json(answer.status, answer.body);
        if (requestId !== undefined) {
          requestIds.remember(account.id, request.path, requestId, answer.facts.id, remembered);
        }
        return reply(answer.status, answer.facts);
      });
    } catch (error) {
      if (!(error instanceof PaypalRefusal)) throw error;
      return turnDown(error);
    }
  };

  const serve =
    (route: ApiRoute): Route['handle'] =>
    (request) => {
      try {
        const reply = run(route, request);
        return { ...reply, headers: { ...reply.headers, 'paypal-debug-id': debugId() } };
      } catch (error) {
        if (!(error instanceof PaypalRefusal)) throw error;
        return refuse(error);
      }
    };

  return [
    ...OPERATIONS.map((route) => ({
      method: route.method,
      path: `/paypal${route.path}`,
      failure,
      keyOf,
      handle: serve(route),
    })),
    ...(['GET', 'POST', 'DELETE'] as const).flatMap((method) =>
      ['/paypal/v1/*', '/paypal/v2/*'].map((path) => ({ method, path, failure, keyOf, handle: notServed })),
    ),
  ];
};
