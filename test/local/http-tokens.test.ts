import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { freePort } from '../../infra/local/ports.ts';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { httpApi, temporaryDirectory, writeAssembly } from './assembly-fixture.ts';
import { echo, echoed } from './echo-function.ts';

/** An authorizer that does what its bearer says, and hands on what it was asked and how often. */
const guard = `let asked = 0;
exports.handler = async (event) => {
  asked += 1;
  const [bearer] = event.identitySource;
  if (bearer === 'unauthorized') throw new Error('Unauthorized');
  if (bearer === 'broken') throw new Error('Unauthorised');
  if (bearer === 'slow') await new Promise(() => {});
  if (bearer === 'policy') return { principalId: 'me', policyDocument: {} };
  return { isAuthorized: bearer !== 'denied', context: { asked, event, list: [1, 'a'] } };
};`;

let issuer: string;
let stack: Stack;

const functionsWith = (url: string) => ({
  Echo: { code: echo },
  Guard: { code: guard, timeout: 1, environment: { ISSUER: url, AUDIENCE: 'scrip' } },
});

const routes = {
  'GET /open': { to: 'Echo' },
  'GET /spend/{id}': { to: 'Echo', closed: true as const },
  'POST /spend/{id}': { to: 'Echo', closed: true as const },
};

const cors = {
  allowOrigins: ['https://shop.example'],
  allowMethods: ['GET'],
  allowHeaders: ['authorization'],
  exposeHeaders: ['etag'],
  maxAge: 60,
};

beforeAll(async () => {
  issuer = `http://127.0.0.1:${await freePort()}`;
  stack = await startStack({
    assembly: await writeAssembly({ functions: functionsWith(issuer), resources: httpApi(routes, cors) }),
    maximumConcurrency: 1,
  });
});

afterAll(() => stack.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${stack.api}${path}`, { headers });
const getAs = (authorization: string, path = '/spend/1?x=1') => get(path, { authorization });
const read = async (response: Response) => echoed.parse(await response.json());

/** What the authorizer handed on. */
const handedOn = async (response: Response) =>
  z
    .object({ lambda: z.looseObject({ asked: z.number(), event: z.looseObject({}) }) })
    .parse((await read(response)).event.requestContext.authorizer).lambda;

describe('the authorizer', () => {
  test.each([
    ['an error named Unauthorized', 'unauthorized', 401, 'Unauthorized'],
    ['a denial', 'denied', 403, 'Forbidden'],
    ['another error', 'broken', 500, 'Internal Server Error'],
    ['no answer in time', 'slow', 500, 'Internal Server Error'],
    ['an answer in another form', 'policy', 500, 'Internal Server Error'],
  ])('lets nobody in with %s', async (_case, bearer, status, message) => {
    const response = await getAs(bearer);
    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });

  test('is not asked about a request without a bearer', async () => {
    const before = await handedOn(await getAs('before'));
    const response = await get('/spend/1');
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect((await handedOn(await getAs('after'))).asked).toBe(before.asked + 1);
  });

  test('gets the request without its body, and hands values on with their types', async () => {
    const response = await fetch(`${stack.api}/spend/a%20b?x=1`, {
      method: 'POST',
      headers: { authorization: 'Bearer types' },
      body: 'a body',
    });
    const { event, list } = await handedOn(response);
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      identitySource: ['Bearer types'],
      routeKey: 'POST /spend/{id}',
      rawPath: '/spend/a%20b',
      headers: { authorization: 'Bearer types' },
      queryStringParameters: { x: '1' },
      pathParameters: { id: 'a b' },
      routeArn: expect.stringMatching(/^arn:aws:execute-api:.*\/\$default\/POST\/spend\/a%20b$/),
    });
    expect(event).not.toHaveProperty('body');
    expect(event).not.toHaveProperty('requestContext.authorizer');
    expect(list).toEqual([1, 'a']);
  });

  test('is asked once about a bearer, on whatever route', async () => {
    const first = await handedOn(await getAs('kept'));
    const again = await handedOn(await getAs('kept', '/spend/2'));
    const other = await handedOn(await getAs('another'));
    expect([again.asked, other.asked]).toEqual([first.asked, first.asked + 1]);
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
  const [, payload = ''] = token.split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    iss: issuer,
    aud: 'scrip',
    agency_id: 'other',
    sub: 'bob',
    scope: 'credits:spend',
  });
});

describe('CORS', () => {
  test('a preflight gets an answer without a token', async () => {
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'GET' };
    const response = await fetch(`${stack.api}/spend/1`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '60',
    });
  });

  test('responses and refusals carry CORS headers only for a listed origin', async () => {
    const allowed = await get('/spend/1', { origin: 'https://shop.example' });
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
  const assembly = await writeAssembly({ functions: functionsWith(url), resources: httpApi(routes) });
  const keysOf = async () => await (await fetch(`${url}/jwks`)).json();
  const first = await startStack({ assembly, directory });
  const keys = await keysOf();
  await first.stop();
  const second = await startStack({ assembly, directory });
  const kept = await keysOf();
  await second.stop();
  expect(kept).toEqual(keys);
});
