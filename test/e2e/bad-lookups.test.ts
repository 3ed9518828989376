import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import { endpointAt } from '../support/receiving.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let customer: Customer;
let admin: Admin;
/** What lists lie under. */
let parents: Record<string, string>;
beforeAll(async () => {
  stack = await sharedTestStack();
  customer = await newCustomer(stack.api);
  admin = await adminOf(stack.api);
  const { id: endpointId } = await endpointAt(admin, 'http://127.0.0.1:9/');
  await admin.promoCode();
  const { body } = await admin.call(agencyRoutes.listPromoCodes);
  const [batch] = agencyRoutes.listPromoCodes.responses[200].body.parse(body).items;
  parents = {
    endpointId,
    accountId: customer.account,
    batchId: batch?.id ?? '',
    usageBatchId: 'usb_0',
    allowanceId: 'monthly',
  };
});
afterAll(() => stack.stop());

const callerOf = ({ scope }: Route) => (scope.startsWith('agency:') ? admin : customer);

/** Paths that can be: what is asked for is what is wrong. */
const paramsOf = ({ params }: Route, value: string) =>
  Object.fromEntries(Object.keys(params?.shape ?? {}).map((name) => [name, value]));

/** On one machine there is no pool, which they say first. */
const OF_POOL = new Set(['listPeople', 'disablePerson']);

const lists = Object.entries<Route>(routes).filter(
  ([name, { query }]) => query && 'cursor' in query.shape && !OF_POOL.has(name),
);

describe.each(lists)('%s', (_name, route) => {
  test.each<Record<string, string>>([
    { limit: '0' },
    { limit: '101' },
    { limit: 'all' },
    { cursor: 'rubbish' },
    { cursor: Buffer.from('~~~~~').toString('base64url') },
    { cursor: 'x'.repeat(600) },
    { other: 'x' },
  ])('with %j is refused', async (query) => {
    expect(await callerOf(route).call(route, { params: parents, query })).toMatchObject({ status: 400 });
  });
});

test.each<Record<string, string>>([
  { from: 'yesterday' },
  { from: '2026-02-30T00:00:00Z' },
  { from: '2026-03-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
  { type: 'sideways' },
  { order: 'random' },
])('a history by %j is refused', async (query) => {
  const answer = await customer.call(accountRoutes.listEntries, { query });
  expect(answer).toMatchObject({ status: 400 });
});

test.each([
  ['GET', '/'],
  ['GET', '/v1'],
  ['GET', '/v1/nowhere'],
  ['GET', '/v2/account'],
  ['GET', '/v1/account/'],
  ['GET', '/v1/../../etc/passwd'],
  ['GET', '/v1/%2e%2e/account'],
  ['GET', '/v1/%00'],
  ['GET', '/v1/%ff'],
  ['DELETE', '/v1/account'],
  ['PATCH', '/v1/spends'],
  ['PUT', '/v1/webhooks/demo/stripe'],
])('%s %s is answered with a not-found problem', async (method, path) => {
  const answer = await fetch(`${stack.api}${path}`, { method });
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found', request: expect.any(String) });
});

/** Any account may begin: its statement is empty, it has no usage, sessions, spenders and allowances, and its profile may come before its first entry. */
const OF_ANY_ACCOUNT = new Set([
  'getAccountStatement',
  'listAccountDailyUsage',
  'endSessions',
  'listAccountSpenders',
  'listAccountSpenderKeys',
  'listAccountAllowances',
  'putProfile',
]);

const byId = Object.entries<Route>(routes).filter(
  // For the same reason a list of its things is empty.
  ([name, { scope, params, query }]) =>
    scope !== 'public' &&
    params !== undefined &&
    !('limit' in (query?.shape ?? {})) &&
    !OF_ANY_ACCOUNT.has(name) &&
    !OF_POOL.has(name),
);

/** Enough for a route to look at the id. */
const anything = ({ body, idempotency }: Route) => ({
  ...(body !== undefined && { body: {} }),
  ...(idempotency === 'key' && { headers: { 'idempotency-key': 'key' } }),
});

describe.each(byId)('%s', (_name, route) => {
  test.each([
    'a/b',
    '../account',
    '%',
    '\0',
    'chk#1',
    `chk_${'x'.repeat(200)}`,
    '😀',
    ' ',
    'stripe_',
    'paypal',
  ])('finds nothing by %j', async (id) => {
    const answer = await callerOf(route).call(route, { params: paramsOf(route, id), ...anything(route) });
    expect(answer).toMatchObject({ status: expect.toBeOneOf([400, 404]) });
  });
});
