import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialText, newSecret, parseCredential } from '../../shared/access/credential.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { type Customer, newCustomer } from '../support/customer.ts';
import { callApi, somethingFor, type HttpRequest } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

/** Everything that must appear in no log. */
const secrets: string[] = [];

const ofAgencies = Object.entries<Route>(routes).filter(([, { scope }]) => scope.startsWith('agency:'));

const keyed = (body: object): HttpRequest => ({ headers: { 'idempotency-key': randomUUID() }, body });

/** A key of a new spender of an account. */
const keyOf = async (owner: Customer, limits: object) => {
  const body = { name: 'Agent', kind: 'agent', limits };
  const spender = routes.createSpender.responses[201].body.parse(
    (await owner.call(routes.createSpender, keyed(body))).body,
  ).id;
  const { id, key } = routes.createSpenderKey.responses[201].body.parse(
    (await owner.call(routes.createSpenderKey, keyed({ spender, name: 'Agent' }))).body,
  );
  const { secret = 'no secret', hash = 'no hash' } = parseCredential(key, 'spender') ?? {};
  secrets.push(secret, hash);
  return {
    id,
    key,
    spender,
    call: (route: Route, request: HttpRequest = {}) => callApi(stack.api, route, { token: key, ...request }),
  };
};

const rewritten = (key: string, change: object): string => {
  const parsed = parseCredential(key, 'spender');
  if (!parsed) throw new TypeError('not a key');
  return credentialText({ ...parsed, ...change });
};

test('64 spends at one time with one key, of which the limit has room for 63, leave one refused', async () => {
  const owner = await newCustomer(stack.api);
  await owner.buy(100);
  const agent = await keyOf(owner, { perDay: 63 });
  const answers = await Promise.all(
    Array.from({ length: 64 }, () => agent.call(routes.createSpend, keyed({ amount: 1, reference: 'call' }))),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(63);
  expect(answers.filter(({ status }) => status !== 201)).toMatchObject([
    { status: 402, body: { code: 'budget_exceeded', spender: agent.spender, limit: 'per_day', left: 0 } },
  ]);
  expect(await owner.balance()).toBe(37);
  expect((await agent.call(routes.getAccount)).body).toMatchObject({ balance: 37, spender: agent.spender });
});

test('a key opens no route of an agency', async () => {
  const { call } = await keyOf(await newCustomer(stack.api), {});
  const opened = await Promise.all(
    ofAgencies.map(async ([name, route]) => [
      name,
      (await call(route, { params: somethingFor(route) })).body,
    ]),
  );
  expect(opened).toMatchObject(
    ofAgencies.map(([name, { scope }]) => [name, { code: 'missing_scope', scope }]),
  );
});

test('a key that is revoked, forged or renamed, or whose spender is removed, answers 401', async () => {
  const owner = await newCustomer(stack.api);
  const [revoked, orphan, forged] = [await keyOf(owner, {}), await keyOf(owner, {}), await keyOf(owner, {})];
  await owner.call(routes.revokeSpenderKey, { params: { keyId: revoked.id } });
  await owner.call(routes.deleteSpender, { params: { spenderId: orphan.spender } });
  const bad = [
    revoked.key,
    orphan.key,
    rewritten(forged.key, { secret: newSecret() }),
    rewritten(forged.key, { agency: 'other' }),
    rewritten(forged.key, { kind: 'key' }),
  ];
  const answers = await Promise.all(bad.map((token) => callApi(stack.api, routes.getAccount, { token })));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
  expect(await forged.call(routes.getAccount)).toMatchObject({ status: 200 });
});

test('no key, secret or hash is in a log', () => {
  const log = stack.log.join('\n');
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
});
