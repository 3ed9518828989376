import { expect, test } from 'vitest';
import * as z from 'zod';
import { parseRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { apiEvent, type Call } from '../support/api.ts';
import { accepts, requestStrings } from '../support/schema-strings.ts';

const GIFT = `gift_${'0123456789abcdef'.repeat(2)}`;
const admin = { agency: 'studio', actor: 'admin' };

const named: readonly [string, Route][] = Object.entries(routes);

const parsed = (route: Route, request: Call) =>
  parseRequest(
    route,
    apiEvent(route, { caller: admin, ...request, headers: { 'idempotency-key': 'k', ...request.headers } }),
  );

const paramsOf = ({ path, example }: Route): Record<string, string> =>
  Object.fromEntries(
    [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, example?.params?.[name] ?? 'id_1']),
  );

const json = z.json();
type Json = z.infer<typeof json>;

/** Where a body names accounts, as JSON Pointers, and the body with a gift's account there. */
const withGift = (body: Json, pointer = ''): { body: Json; pointers: string[] } => {
  if (pointer.match(/\/(account|accounts\/\d+)$/)) return { body: GIFT, pointers: [pointer] };
  if (body === null || typeof body !== 'object') return { body, pointers: [] };
  const parts = Object.entries(body).map(
    ([name, part]) => [name, withGift(part, `${pointer}/${name}`)] as const,
  );
  const pointers = parts.flatMap(([, part]) => part.pointers);
  if (Array.isArray(body)) return { body: parts.map(([, part]) => part.body), pointers };
  return { body: Object.fromEntries(parts.map(([name, part]) => [name, part.body])), pointers };
};

test('nobody acts for the account in which a gift waits, whatever the path', () => {
  const writing = named.filter(([, { method, path }]) => method !== 'GET' && path.includes('{accountId}'));
  expect(writing.length).toBeGreaterThan(20);
  for (const [name, route] of writing) {
    const { body } = route.example ?? {};
    const params = { ...paramsOf(route), accountId: GIFT };
    const asked = parsed(route, { params, ...(body !== undefined && { body }) });
    expect([name, asked]).toMatchObject([name, { ok: false, error: { problem: 'not_found' } }]);
  }
});

test('no body names the account in which a gift waits: the fault says where', () => {
  const refused = named.flatMap(([name, route]) => {
    const example = json.safeParse(route.example?.body).data;
    if (example === undefined) return [];
    const { body, pointers } = withGift(example);
    if (pointers.length === 0) return [];
    expect([name, parsed(route, { body, params: paramsOf(route) })]).toMatchObject([
      name,
      {
        ok: false,
        error: {
          problem: 'invalid_request',
          extensions: { faults: pointers.map((pointer) => ({ in: 'body', pointer, code: 'invalid_value' })) },
        },
      },
    ]);
    return [name];
  });
  expect(refused).toEqual(expect.arrayContaining(['addAllowanceAccounts', 'reportUsage']));
});

test('no string of a body that names an account takes the ID of a gift', () => {
  const naming = requestStrings.filter(({ path }) => /^\w+ body\/.*(account|accounts\/\*|into)$/.test(path));
  // What was read comes back with these, and must be as it was.
  const readOnly = ['putInvoice body/account', 'putProfile body/account'];
  expect(naming.filter((one) => accepts(one, GIFT)).map(({ path }) => path)).toEqual(readOnly);
  expect(naming.map(({ path }) => path)).toEqual(
    expect.arrayContaining(
      ['putProduct', 'putService', 'createPromoCodes'].map((name) => `${name} body/eligibility/accounts/*`),
    ),
  );
});

test.each([['createTransfer'], ['createAccountTransfer']] as const)(
  'nothing is sent by %s to where a gift waits',
  (name) => {
    const asked = parsed(routes[name], {
      params: { accountId: 'alice' },
      body: { to: { account: GIFT }, amount: 1 },
    });
    expect(asked).toMatchObject({
      ok: false,
      error: { extensions: { faults: [{ pointer: '/to/account' }] } },
    });
  },
);

test('of a report with usage of such an account, the faults name each of its events, and no other', () => {
  const event = { id: 'e', meter: 'api-calls', quantity: 1, time: '2026-01-31T09:30:00.000Z' };
  const events = ['alice', GIFT, 'bob', GIFT].map((account, at) => ({ ...event, id: `e-${at}`, account }));
  const { ok, error } = { error: undefined, ...parsed(agencyRoutes.reportUsage, { body: { events } }) };
  expect([ok, error?.extensions]).toMatchObject([
    false,
    { faults: [{ pointer: '/events/1/account' }, { pointer: '/events/3/account' }] },
  ]);
});

test('a token for such an account is for no customer at all', () => {
  const customers = named.filter(([, { scope }]) => scope.startsWith('credits:'));
  for (const [name, route] of customers) {
    const asked = parsed(route, { caller: { agency: 'studio', account: GIFT } });
    expect([name, asked]).toMatchObject([name, { ok: false, error: { problem: 'forbidden' } }]);
  }
  expect(customers.map(([name]) => name)).toEqual(
    expect.arrayContaining(['createCheckout', 'createHold', 'createSpend', 'payInvoice']),
  );
});
