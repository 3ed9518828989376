import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { credentialText, newSecret, parseCredential } from '../../shared/access/credential.ts';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { CUSTOMER_SCOPES } from '../../shared/kernel/scopes.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { callApi, somethingFor } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

const closed = Object.entries<Route>(routes).filter(([, { scope }]) => scope !== 'public');

let stack: TestStack;
let admin: Admin;
/** Everything that must appear in no log. */
const secrets: string[] = [];

const codeOf = (url: string): string => new URL(url).hash.replace('#code=', '');

const newSession = async (who: Admin, account = 'session-customer', body: object = {}) => {
  const made = await who.session(account, body);
  const credentials = [parseCredential(made.token, 'session'), parseCredential(codeOf(made.url), 'link')];
  secrets.push(...credentials.flatMap((one) => (one ? [one.secret, one.hash] : ['not a credential'])));
  return made;
};

const rewritten = (token: string, change: object): string => {
  const parsed = parseCredential(token, 'session');
  if (!parsed) throw new TypeError('not a session');
  return credentialText({ ...parsed, ...change });
};

const endAll = (accountId: string) => admin.call(agencyRoutes.endSessions, { params: { accountId } });

const bearers: Record<string, () => Promise<string>> = {
  ended: async () => {
    const { token } = await newSession(admin, 'signed-out');
    await endAll('signed-out');
    return token;
  },
  'of a revoked key': async () => {
    const { id, key } = await admin.apiKey();
    const made = await callApi(stack.api, agencyRoutes.createSession, {
      token: key,
      params: { accountId: 'session-customer' },
      body: { scopes: ['credits:read', 'credits:spend'] },
    });
    await admin.call(agencyRoutes.revokeApiKey, { params: { keyId: id } });
    return agencyRoutes.createSession.responses[201].body.parse(made.body).token;
  },
  forged: async () => rewritten((await newSession(admin)).token, { secret: newSecret() }),
  'of another agency, renamed': async () =>
    rewritten((await newSession(await adminOf(stack.api, 'other'))).token, { agency: 'demo' }),
  mistyped: async () => (await newSession(admin)).token.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
  'the code of a link': async () => codeOf((await newSession(admin)).url),
};

const bad = new Map<string, string>();
let reader = '';
let spender = '';

beforeAll(async () => {
  stack = await sharedTestStack();
  admin = await adminOf(stack.api);
  for (const [name, make] of Object.entries(bearers)) bad.set(name, await make());
  reader = (await newSession(admin, 'session-customer', { scopes: ['credits:read'] })).token;
  spender = (await newSession(admin)).token;
});
afterAll(() => stack.stop());

const ask = (route: Route, token: string | undefined) =>
  callApi(stack.api, route, { token, params: somethingFor(route) });

describe.each(closed)('%s', (_name, route) => {
  test('answers 401 to sessions that are forged, ended, mistyped, or of a revoked key or another agency', async () => {
    const answers = await Promise.all([...bad].map(async ([name, token]) => [name, await ask(route, token)]));
    const unauthorized = { status: 401, body: { message: 'Unauthorized' } };
    expect(answers).toMatchObject([...bad.keys()].map((name) => [name, unauthorized]));
  });

  test.each([
    ['reads', () => reader, ['credits:read']],
    ['reads and spends', () => spender, [...CUSTOMER_SCOPES]],
  ])('checks the scope of a session that %s', async (_case, token, scopes: string[]) => {
    const { status, body } = await ask(route, token());
    const isMissing = z.object({ code: z.literal('missing_scope'), scope: z.literal(route.scope) });
    const isRefused = status === 403 && isMissing.safeParse(body).success;
    expect({ isRefused, isKnown: status !== 401 }).toEqual({
      isRefused: !scopes.includes(route.scope),
      isKnown: true,
    });
  });
});

test('a session is for its account only, whoever made it', async () => {
  const { token, expiresAt } = await newSession(admin, 'only-this-one', { seconds: 900 });
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(900_000);
  const { body } = await callApi(stack.api, accountRoutes.getAccount, { token });
  expect(body).toMatchObject({ account: 'only-this-one', balance: 0 });
});

test.each([
  ['agency scopes', { scopes: ['agency:read'] }],
  ['no scopes', { scopes: [] }],
  ['more than an hour', { seconds: 3601 }],
  ['less than a minute', { seconds: 59 }],
  ['a return address that can be no page', { returnUrl: 'javascript:alert(1)' }],
])('no session is made with %s', async (_case, body) => {
  const answer = await admin.call(agencyRoutes.createSession, {
    params: { accountId: 'session-customer' },
    body: { scopes: ['credits:read'], ...body },
  });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('a link opens the portal with a code in its fragment, which is redeemed once of 8 times at once', async () => {
  const { token, url } = await newSession(admin, 'link-customer');
  // In the cloud the pages have https; on one machine they are at the same host and port without it.
  expect(url).toMatch(new RegExp(`^https://${new URL(stack.site).host}/a/demo/#code=scrip_link_demo_`));
  const page = url.replace('https:', 'http:');
  // What looks at links before people do opens them, and sends no fragment.
  await Promise.all([page, page.replace('#', '?')].map((one) => fetch(one)));
  const redeem = () => callApi(stack.api, accountRoutes.redeemSession, { body: { code: codeOf(url) } });
  const answers = await Promise.all(Array.from({ length: 8 }, redeem));
  expect(answers.filter(({ status }) => status === 200)).toMatchObject([
    { body: { token, account: 'link-customer', scopes: ['credits:read', 'credits:spend'] } },
  ]);
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(7);
  expect(await callApi(stack.api, accountRoutes.getAccount, { token })).toMatchObject({ status: 200 });
});

test('no token, code or hash of a session is in a log', () => {
  const log = stack.log.join('\n');
  expect(secrets.length).toBeGreaterThan(20);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
});
