import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { credentialText, newSecret, parseCredential } from '../../shared/access/credential.ts';
import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { KEY_SCOPES } from '../../shared/table/items/api-key.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { newCustomer } from '../support/customer.ts';
import { callApi, somethingFor } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

const closed = Object.entries<Route>(routes).filter(([, { scope }]) => scope !== 'public');

let stack: TestStack;
let admin: Admin;
/** Everything that must appear in no log. */
const secrets: string[] = [];

const newKey = async (who: Admin, ...wanted: Parameters<Admin['apiKey']>) => {
  const made = await who.apiKey(...wanted);
  secrets.push(
    parseCredential(made.key, 'key')?.secret ?? 'no secret',
    parseCredential(made.key, 'key')?.hash ?? '',
  );
  return made;
};

const bearers: Record<string, () => Promise<string>> = {
  revoked: async () => {
    const { id, key } = await newKey(admin);
    await admin.call(agencyRoutes.revokeApiKey, { params: { keyId: id } });
    return key;
  },
  expired: async () => {
    const soon = new Date(Date.now() + 1000).toISOString();
    const { key } = await newKey(admin, undefined, { expiresAt: soon });
    await new Promise((wake) => setTimeout(wake, 1100));
    return key;
  },
  forged: async () => {
    const { key } = await newKey(admin);
    return rewritten(key, { secret: newSecret() });
  },
  'of another agency, renamed': async () => {
    const { key } = await newKey(await adminOf(stack.api, 'other'));
    return rewritten(key, { agency: 'demo' });
  },
  mistyped: async () => (await newKey(admin)).key.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
};

const rewritten = (key: string, change: object): string => {
  const parsed = parseCredential(key, 'key');
  if (!parsed) throw new TypeError('not a key');
  return credentialText({ ...parsed, ...change });
};

const bad = new Map<string, string>();
let reader = '';
let writer = '';

beforeAll(async () => {
  stack = await sharedTestStack();
  admin = await adminOf(stack.api);
  for (const [name, make] of Object.entries(bearers)) bad.set(name, await make());
  reader = (await newKey(admin, ['agency:read'])).key;
  writer = (await newKey(admin)).key;
});
afterAll(() => stack.stop());

const ask = (route: Route, token: string | undefined) =>
  callApi(stack.api, route, { token, params: somethingFor(route) });

describe.each(closed)('%s', (_name, route) => {
  test('answers 401 to keys that are forged, expired, revoked, mistyped, or of another agency', async () => {
    const answers = await Promise.all([...bad].map(async ([name, key]) => [name, await ask(route, key)]));
    const unauthorized = { status: 401, body: { message: 'Unauthorized' } };
    expect(answers).toMatchObject([...bad.keys()].map((name) => [name, unauthorized]));
  });

  test.each([
    ['reads', () => reader, ['agency:read']],
    ['reads and writes', () => writer, [...KEY_SCOPES]],
  ])('checks the scope of a key that %s', async (_case, key, scopes: string[]) => {
    const { status, body } = await ask(route, key());
    const isMissing = z.object({ code: z.literal('missing_scope'), scope: z.literal(route.scope) });
    const isRefused = status === 403 && isMissing.safeParse(body).success;
    expect({ isRefused, isKnown: status !== 401 }).toEqual({
      isRefused: !scopes.includes(route.scope),
      isKnown: true,
    });
  });
});

test('a key acts for its agency and its accounts, under its own id', async () => {
  const { id, key } = await newKey(admin);
  const { account } = await newCustomer(stack.api);
  const adjusted = await callApi(stack.api, agencyRoutes.createAdjustment, {
    token: key,
    params: { accountId: account },
    headers: { 'idempotency-key': 'first' },
    body: { type: 'in', amount: 5, reason: 'goodwill', create: true },
  });
  expect(adjusted).toMatchObject({ status: 201 });
  const changes = await admin.call(agencyRoutes.listChanges, { query: { kind: 'adjustment', limit: '100' } });
  expect(changes.body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ actor: id })]),
  });
});

test('a key can neither make nor revoke keys', async () => {
  const { id } = await newKey(admin);
  const body = { name: 'Another', scopes: ['agency:read'] };
  const person = { status: 403, body: { code: 'person_required' } };
  expect(await callApi(stack.api, agencyRoutes.createApiKey, { token: writer, body })).toMatchObject(person);
  const params = { keyId: id };
  expect(await callApi(stack.api, agencyRoutes.revokeApiKey, { token: writer, params })).toMatchObject(
    person,
  );
});

test('a key of another agency sees nothing of this one', async () => {
  const { id } = await newKey(admin);
  const { key } = await newKey(await adminOf(stack.api, 'other'));
  const { body } = await callApi(stack.api, agencyRoutes.listApiKeys, {
    token: key,
    query: { limit: '100' },
  });
  expect(JSON.stringify(body)).not.toContain(id);
});

test('no key, secret or hash is in a log', () => {
  const log = stack.log.join('\n');
  expect(secrets.length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  expect(log).toContain('bearer rejected');
});
