import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import { type HttpRequest, somethingFor } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let customer: Customer;
let admin: Admin;
beforeAll(async () => {
  stack = await sharedTestStack();
  customer = await newCustomer(stack.api);
  admin = await adminOf(stack.api);
});
afterAll(() => stack.stop());

const key = { 'idempotency-key': 'key' };
const BIG = 'x'.repeat(257 * 1024);

const withBody = Object.entries<Route>(routes).flatMap(([name, route]) =>
  route.body === undefined || route.body === 'raw' ? [] : [{ name, route, body: route.body }],
);

/** Whether all that a body may say may be left out. */
const isOptional = ({ body, route: { method } }: (typeof withBody)[number]) =>
  method !== 'PUT' && body.safeParse({}).success;

/** Whoever the route is for calls it. */
const callBy = (route: Route, request: HttpRequest) => {
  const caller = route.scope.startsWith('agency:') ? admin : customer;
  return caller.call(route, { params: somethingFor(route), ...request });
};

describe.each(withBody)('$name', ({ route }) => {
  test.each<[string, HttpRequest, number, string]>([
    ['more than 256 KB', { raw: JSON.stringify({ reference: BIG }) }, 413, 'body_too_large'],
    ['broken JSON', { raw: '{"amount": 1' }, 400, 'malformed_json'],
    ['bytes that are no text', { raw: Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]) }, 400, 'malformed_json'],
    [
      'a form',
      { raw: 'amount=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
    [
      'an unknown field',
      { body: { amount: 1, reference: 'x', provider: 'stripe', admin: true } },
      400,
      'invalid_request',
    ],
    ['a list', { body: [] }, 400, 'invalid_request'],
    ['null', { raw: 'null' }, 400, 'invalid_request'],
    ['a prototype', { raw: '{"__proto__": {"amount": 1}}' }, 400, 'invalid_request'],
    ['deep nesting', { raw: '['.repeat(100_000) + ']'.repeat(100_000) }, 400, 'invalid_request'],
    ['a query', { body: {}, query: { amount: '1' } }, 400, 'invalid_request'],
  ])('refuses %s', async (_case, request, status, code) => {
    const headers = { ...key, ...request.headers };
    const answer = await callBy(route, { ...request, headers });
    expect(answer).toMatchObject({ status, body: { code } });
  });
});

describe.each(withBody.filter((one) => !isOptional(one)))('$name', ({ route }) => {
  test.each<[string, HttpRequest, number, string]>([
    ['nothing', { headers: { 'content-type': 'application/json' } }, 400, 'malformed_json'],
    ['nothing of no type', {}, 415, 'unsupported_media_type'],
  ])('refuses %s', async (_case, request, status, code) => {
    const headers = { ...key, ...request.headers };
    expect(await callBy(route, { ...request, headers })).toMatchObject({ status, body: { code } });
  });
});

describe.each(withBody.filter(isOptional))('$name', ({ route }) => {
  test.each<[string, HttpRequest]>([
    ['as JSON', { headers: { 'content-type': 'application/json' } }],
    ['of no type', {}],
    ['as a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ])('does not take a missing body %s for an empty object', async (_case, request) => {
    const headers = { ...key, ...request.headers };
    const [nothing, empty] = [
      await callBy(route, { ...request, headers }),
      await callBy(route, { headers: key, body: {} }),
    ];
    expect(nothing).toMatchObject({ status: empty.status, body: { code: 'not_found' } });
  });
});

/** What a customer or an agency does to a thing that is there: nothing has to be said besides. */
const bare = Object.entries<Route>(routes).filter(
  ([, { method, scope, body }]) => method === 'POST' && scope !== 'public' && body === undefined,
);

test.each(bare)('%s takes no body, of any type', async (_name, route) => {
  for (const headers of [{}, { 'content-type': 'application/x-www-form-urlencoded' }]) {
    const { status, body } = await callBy(route, { headers });
    // What it is about is not there, or can not be.
    expect(status).toBeOneOf([400, 404]);
    expect(JSON.stringify(body)).not.toContain('"in":"body"');
  }
});

describe.each(withBody.filter(({ route: { idempotency } }) => idempotency === 'key'))(
  '$name',
  ({ route }) => {
    test.each([
      ['no key', {}, 'idempotency_key_required'],
      ['an empty key', { 'idempotency-key': '' }, 'invalid_request'],
      ['a key that is too long', { 'idempotency-key': 'k'.repeat(256) }, 'invalid_request'],
      ['a key with a space', { 'idempotency-key': 'a b' }, 'invalid_request'],
    ])('refuses %s', async (_case, headers, code) => {
      const answer = await callBy(route, { headers, body: {} });
      expect(answer).toMatchObject({ status: 400, body: { code } });
    });
  },
);

test.each([0, -1, 1.5, 1e13, Number.MAX_SAFE_INTEGER, '5', null, true, [1]])(
  'an amount of %j is refused',
  async (amount) => {
    const answer = await customer.call(accountRoutes.createSpend, {
      headers: key,
      body: { amount, reference: 'x' },
    });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  },
);
