import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { clientRoutes } from '../../shared/http/routes/client.ts';
import { callApi, somethingFor } from '../support/http.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { tokenWith } from '../support/tokens.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
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

describe.each(closed)('%s', (_name, route) => {
  test.each<[string, () => Promise<string | undefined>]>([
    ['no token', async () => undefined],
    ['rubbish', async () => 'rubbish'],
    ['a forged token', forge],
    ['an unsigned token', unsigned],
    ['an altered token', altered],
    ['a token for another audience', () => tokenWith({ aud: 'another-service' })],
    ['a token of another issuer', () => tokenWith({ iss: `${issuer}/other` })],
    ['an expired token', () => tokenWith({ iat: now - 7200, exp: now - 3600 })],
    ['a token that is not valid yet', () => tokenWith({ nbf: now + 3600 })],
  ])('answers 401 to %s', async (_case, token) => {
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
    expect(answer).toMatchObject({ status: 403, body: { message: 'Forbidden' } });
  });

  test.each([
    ['names no agency', { agency_id: undefined }],
    ['names an agency that can not be one', { agency_id: 'demo#customer' }],
    ['names a list of agencies', { agency_id: ['demo', 'other'] }],
    ['names no account', { sub: undefined }],
    ['names an account that can not be one', { sub: 'a/b' }],
  ])('answers 403 to a token that %s', async (_case, claims) => {
    const answer = await callApi(stack.api, route, {
      token: await tokenWith({ scope: route.scope, ...claims }),
      params: somethingFor(route),
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });
});

test('an agency that has not begun is not there', async () => {
  const token = await tokenWith({ agency_id: 'nobody' });
  const answer = await callApi(stack.api, clientRoutes.getAccount, { token });
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
