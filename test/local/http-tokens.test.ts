import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { freePort } from '../../infra/local/ports.ts';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { httpApi, temporaryDirectory, writeAssembly } from './assembly-fixture.ts';
import { echo, echoed } from './echo-function.ts';

const functions = { Echo: { code: echo } };

const routes = {
  'GET /open': { to: 'Echo' },
  'GET /spend': { to: 'Echo', scopes: ['credits:spend', 'agency:write'] },
};

const cors = {
  AllowOrigins: ['https://shop.example'],
  AllowMethods: ['GET'],
  AllowHeaders: ['authorization'],
  ExposeHeaders: ['etag'],
  MaxAge: 60,
};

let stack: Stack;
let issuer: string;

beforeAll(async () => {
  issuer = `http://127.0.0.1:${await freePort()}`;
  stack = await startStack({
    assembly: await writeAssembly({ functions, resources: httpApi(routes, issuer, cors) }),
  });
});

afterAll(() => stack.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${stack.api}${path}`, { headers });
const getAs = (path: string, token: string) => get(path, { authorization: `Bearer ${token}` });
const read = async (response: Response) => echoed.parse(await response.json());
const claims = (scopes: string[]) => ({ agency: 'demo', account: 'alice', scopes });

describe('tokens', () => {
  const unauthorized = [401, { message: 'Unauthorized' }];

  test('a missing, a broken and an expired token are refused', async () => {
    const expired = await stack.mint({ ...claims(['credits:spend']), expiresIn: -60 });
    const answers = await Promise.all([get('/spend'), getAs('/spend', 'nonsense'), getAs('/spend', expired)]);
    for (const response of answers) expect([response.status, await response.json()]).toEqual(unauthorized);
  });

  test('a forged token is refused, with an unknown key as without a key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const payload = { scope: 'credits:spend', aud: 'scrip', sub: 'mallory' };
    const forge = () => new SignJWT(payload).setIssuer(issuer).setIssuedAt().setExpirationTime('1h');
    const [, genuine = ''] = (await stack.mint(claims(['credits:spend']))).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${genuine}.`;
    const hmac = await forge().setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32));
    const strange = await forge().setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(privateKey);
    for (const token of [none, hmac, strange]) expect((await getAs('/spend', token)).status).toBe(401);
  });

  test('a token without the scope is forbidden, and one of the scopes is enough', async () => {
    const reader = await getAs('/spend', await stack.mint(claims(['credits:read'])));
    expect([reader.status, await reader.json()]).toEqual([403, { message: 'Forbidden' }]);
    expect((await getAs('/spend', await stack.mint(claims(['agency:write'])))).status).toBe(200);
  });

  test('claims reach the function as text, scopes as a list', async () => {
    const { event } = await read(
      await getAs('/spend', await stack.mint(claims(['credits:read', 'credits:spend']))),
    );
    expect(event.requestContext.authorizer).toEqual({
      jwt: {
        claims: expect.objectContaining({
          agency_id: 'demo',
          sub: 'alice',
          aud: 'scrip',
          exp: expect.stringMatching(/^\d+$/),
        }),
        scopes: ['credits:read', 'credits:spend'],
      },
    });
  });

  test('the token endpoint issues a token for any customer to anybody', async () => {
    const response = await fetch(`${issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        agency: 'other',
        account: 'bob',
        scope: 'credits:spend',
      }),
    });
    const { access_token: token } = z.object({ access_token: z.string() }).parse(await response.json());
    const { event } = await read(await getAs('/spend', token));
    expect(event.requestContext.authorizer).toMatchObject({
      jwt: { claims: { agency_id: 'other', sub: 'bob' } },
    });
  });
});

describe('CORS', () => {
  test('a preflight gets an answer without a token', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'GET' };
    const response = await fetch(`${stack.api}/spend`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '60',
    });
  });

  test('responses and refusals carry CORS headers only for a listed origin', async () => {
    const allowed = await get('/spend', { origin: 'https://shop.example' });
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      401,
      'https://shop.example',
    ]);
    const strange = await get('/open', { origin: 'https://evil.example' });
    expect(strange.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('a token stays valid over a restart, since the signing key is kept', async () => {
  const directory = await temporaryDirectory();
  const url = `http://127.0.0.1:${await freePort()}`;
  const assembly = await writeAssembly({
    functions,
    resources: httpApi({ 'GET /': { to: 'Echo', scopes: ['a'] } }, url),
  });
  const first = await startStack({ assembly, directory });
  const token = await first.mint(claims(['a']));
  await first.stop();
  const second = await startStack({ assembly, directory });
  const response = await fetch(second.api, { headers: { authorization: token } });
  await second.stop();
  expect(response.status).toBe(200);
});
