import { createPublicKey } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { storeRoutes } from '../../shared/http/routes/store.ts';
import { callApi, somethingFor } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';
import { tokenWith } from '../support/tokens.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const { issuer } = inject('deployment');
const closed = Object.entries<Route>(routes).filter(([, { scope }]) => scope !== 'public');
const customers = 'credits:read credits:spend';
const agencies = 'agency:read agency:write agency:approve';
const isForCustomers = ({ scope }: Route): boolean => scope.startsWith('credits:');
const now = Math.floor(Date.now() / 1000);

/** What a token says, signed by somebody else. */
const forge = async (): Promise<string> => {
  const [header = '', payload = ''] = (await tokenWith()).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { privateKey } = await generateKeyPair('RS256');
  return await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
};

const unsigned = async (): Promise<string> => {
  const [, payload = ''] = (await tokenWith()).split('.');
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
};

/** The signature of one token under the claims of another. */
const altered = async (): Promise<string> => {
  const [header = '', , signature = ''] = (await tokenWith()).split('.');
  const [, payload = ''] = (await tokenWith({ sub: 'somebody-else' })).split('.');
  return `${header}.${payload}.${signature}`;
};

/** Signed with what everybody can read, the public key, as if that were a secret. */
const signedWithThePublicKey = async (): Promise<string> => {
  const { jwks_uri: uri } = z.object({ jwks_uri: z.url() }).parse(await discovery());
  const { keys } = z.object({ keys: z.tuple([z.looseObject({ kid: z.string() })]) }).parse(await json(uri));
  const { kid, ...key } = keys[0];
  const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const [, payload = ''] = (await tokenWith()).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid }).sign(Buffer.from(pem));
};

const json = async (url: string): Promise<unknown> => await (await fetch(url)).json();
const discovery = () => json(`${issuer}/.well-known/openid-configuration`);

/** The header brings the forger's own key, to catch a verifier that trusts it. */
const bringsItsKey = async (): Promise<string> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const [, payload = ''] = (await tokenWith()).split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', jwk: await exportJWK(publicKey) })
    .sign(privateKey);
};

/** Made once: which route it is for makes no difference, and new keys take long. */
const once = <Made>(make: () => Promise<Made>): (() => Promise<Made>) => {
  let made: Promise<Made> | undefined;
  return () => (made ??= make());
};

const rejectedCases: [string, () => Promise<string | undefined>][] = [
  ['no token', async () => undefined],
  ['rubbish', async () => 'rubbish'],
  ['a forged token', forge],
  ['an unsigned token', unsigned],
  ['an altered token', altered],
  ['a token signed with the public key', signedWithThePublicKey],
  ['a token that brings its own key', bringsItsKey],
  ['a token that never expires', () => tokenWith({ exp: undefined })],
  ['a token for another audience', () => tokenWith({ aud: 'another-service' })],
  ['a token of another issuer', () => tokenWith({ iss: `${issuer}/other` })],
  ['an expired token', () => tokenWith({ iat: now - 7200, exp: now - 3600 })],
  ['a token that is not valid yet', () => tokenWith({ nbf: now + 3600 })],
];
const rejected = rejectedCases.map(([name, make]) => [name, once(make)] as const);

describe.each(closed)('%s', (_name, route) => {
  test.each(rejected)('answers 401 to %s', async (_case, token) => {
    const answer = await callApi(stack.api, route, { token: await token(), params: somethingFor(route) });
    expect(answer).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
  });

  test.each([
    ['a token without scopes', {}],
    ['a token with other scopes', { scope: 'openid profile credits agency' }],
    ['a token for the other side', { scope: isForCustomers(route) ? agencies : customers }],
    [
      'the other scopes of its side',
      {
        scope: (isForCustomers(route) ? customers : agencies)
          .split(' ')
          .filter((scope) => scope !== route.scope)
          .join(' '),
      },
    ],
  ])('answers 403 to %s', async (_case, claims) => {
    const token = await tokenWith({ scope: '', ...claims });
    const answer = await callApi(stack.api, route, { token, params: somethingFor(route) });
    expect(answer).toMatchObject({ status: 403, body: { code: 'missing_scope', scope: route.scope } });
  });

  test.each([
    ['names no agency', { agency_id: undefined }],
    ['names an agency that can not be one', { agency_id: 'demo#customer' }],
    ['names a list of agencies', { agency_id: ['demo', 'other'] }],
    ['names no account', { sub: undefined }],
    ['names an account that can not be one', { sub: 'a\nb' }],
  ])('answers 403 to a token that %s', async (_case, claims) => {
    const answer = await callApi(stack.api, route, {
      token: await tokenWith({ scope: route.scope, ...claims }),
      params: somethingFor(route),
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

test('an agency without settings is not found', async () => {
  const token = await tokenWith({ agency_id: 'nobody' });
  const answer = await callApi(stack.api, accountRoutes.getAccount, { token });
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
});

/** One route of each side: what follows is decided before any route's own code. */
const sides = [
  ['a customer', accountRoutes.getAccount, 'credits:read'],
  ['somebody at the agency', agencyRoutes.listReconciliations, 'agency:read'],
] as const;

describe.each(sides)('the claims of %s', (_who, route, scope) => {
  const ask = async (claims: Record<string, unknown>) =>
    await callApi(stack.api, route, { token: await tokenWith({ scope, ...claims }) });

  test.each([
    ['an ID token', { scope: undefined, token_use: 'id', nonce: 'n', email: 'alice@example.com' }],
    ['scopes parted by anything but spaces', { scope: `openid,${scope}` }],
    ['a scope in other letters', { scope: scope.toUpperCase() }],
    ['a longer scope', { scope: `${scope}er` }],
    ['a scope with a prefix', { scope: `scrip/${scope}` }],
    ['a scope in another claim', { scope: 'openid', permissions: [scope], roles: [scope] }],
  ])('of %s give no access', async (_case, claims) => {
    expect(await ask(claims)).toMatchObject({ status: 403, body: { code: 'missing_scope', scope } });
  });

  test.each([
    ['an array of one', ['demo']],
    ['two in an array', ['demo', 'other']],
    ['two in a text', 'demo other'],
    ['two with a comma', 'demo,other'],
    ['an object', { id: 'demo' }],
    ['nothing', null],
    ['an empty text', ''],
    ['a text with a line break', 'demo\n'],
    ['a path', '../demo'],
    ['the separator of keys', 'demo#alice'],
    ['more characters than an agency has', 'a'.repeat(65)],
    ['look-alike letters', 'dеmo'],
  ])('with %s as agency name no agency', async (_case, agency) => {
    expect(await ask({ agency_id: agency })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test.each([
    ['an array', ['customer']],
    ['an object', { id: 'customer' }],
    ['nothing', null],
    ['a number', 42],
    ['a boolean', true],
    ['an empty text', ''],
    ['a text with a line break', 'customer\n'],
    ['letters beyond ASCII', 'müller@example.com'],
    ['more characters than an account has', 'a'.repeat(256)],
  ])('with %s as subject name nobody', async (_case, sub) => {
    expect(await ask({ sub })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('`sub`') },
    });
  });

  test.each([
    ['a number', '42'],
    ['base64url', '_AAkzqFVrSaSaFHy782bbtaQ'],
    ['base64', 'S//808E9UOiYKKAkagOBLGxvuLUbDCXlp8sZz6ilew8='],
    ['an address with an apostrophe', "o'brien@example.com"],
    ['a URL', 'https://id.example/users/17?tenant=a#b'],
    ['a word that JSON knows', 'null'],
    ['two dots', '..'],
    ['255 characters', '#'.repeat(255)],
  ])('with a subject as a text of %s name an account', async (_case, sub) => {
    expect(await ask({ sub })).toMatchObject({ status: 200 });
  });

  test.each([
    ['roles as a list', { roles: ['finance', 'review'] }],
    ['roles as an object', { roles: { finance: true } }],
    ['a region that can not be one', { region: '../EU' }],
    ['other agencies in other claims', { agencies: ['other'], agency: 'other', Agency_Id: 'other' }],
  ])('with %s besides change nothing', async (_case, claims) => {
    expect(await ask(claims)).toMatchObject({ status: 200 });
  });
});

test.each(['BR', 'br'])('the region claim as %s selects that region’s prices', async (region) => {
  const token = await tokenWith({ agency_id: 'demo', sub: 'regional', region });
  const { body } = await callApi(stack.api, storeRoutes.createQuote, {
    token,
    body: { productId: 'forest' },
  });
  expect(body).toMatchObject({ price: { regional: { region: 'BR', price: 50 } } });
});

test('a second agency in a token gives no access to its accounts', async () => {
  const token = await tokenWith({
    agency_id: 'demo',
    agencies: ['other'],
    agency: 'other',
    sub: 'two-agencies',
  });
  const spent = await callApi(stack.api, accountRoutes.getAccount, {
    token,
    headers: { 'x-agency-id': 'other', agency_id: 'other' },
  });
  expect(spent).toMatchObject({ status: 200, body: { account: 'two-agencies', balance: 0 } });
});
