import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { httpApi, writeAssembly } from './assembly-fixture.ts';
import { echo, echoed } from './echo-function.ts';

const functions = {
  Echo: { code: echo, timeout: 5, environment: { API: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
  Binary: {
    code: `exports.handler = async () => ({ statusCode: 201, isBase64Encoded: true, body: 'AP8=', headers: { 'content-type': 'image/png' } });`,
  },
  Plain: { code: `exports.handler = async () => ({ hello: 'world' });` },
};

const routes = {
  'GET /open/{name}': { to: 'Echo' },
  'POST /open/{proxy+}': { to: 'Echo' },
  'GET /binary': { to: 'Binary' },
  'GET /plain': { to: 'Plain' },
};

let stack: Stack;

beforeAll(async () => {
  stack = await startStack({
    assembly: await writeAssembly({ functions, resources: httpApi(routes) }),
  });
});

afterAll(() => stack.stop());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${stack.api}${path}`, { headers });
const read = async (response: Response) => echoed.parse(await response.json());

test('a request arrives as payload format 2.0', async () => {
  const response = await get('/open/a%20b?x=1&y=2&x=3', {
    cookie: 'c=1; d=2',
    'X-Own': 'yes',
    'user-agent': 'test',
  });
  const { event, ...rest } = await read(response);
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /open/{name}',
    rawPath: '/open/a%20b',
    rawQueryString: 'x=1&y=2&x=3',
    cookies: ['c=1', 'd=2'],
    headers: { 'x-own': 'yes' },
    queryStringParameters: { x: '1,3', y: '2' },
    pathParameters: { name: 'a b' },
    isBase64Encoded: false,
    requestContext: {
      stage: '$default',
      http: {
        method: 'GET',
        path: '/open/a%20b',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
    },
  });
  expect(event).not.toHaveProperty('headers.cookie');
  expect(event).not.toHaveProperty('body');
  expect(event.requestContext.authorizer).toBeUndefined();
  expect(rest).toMatchObject({ memory: '256', name: 'Fixture-Echo', region: 'us-east-1', api: stack.api });
  expect(rest.arn).toMatch(/^arn:aws:lambda:us-east-1:\d{12}:function:Fixture-Echo$/);
  expect(rest.remaining).toBeGreaterThan(0);
  expect(rest.remaining).toBeLessThanOrEqual(5000);
});

test('a function sees only its own environment, without access to AWS', async () => {
  const { home, aws } = await read(await get('/open/x'));
  expect(home).toBeUndefined();
  expect(new URL(aws).hostname).toBe('127.0.0.1');
});

test('headers are lower-cased, and cookies are listed one by one', async () => {
  const response = await get('/open/x');
  expect(response.headers.get('x-number')).toBe('7');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(response.headers.get('apigw-requestid')).toMatch(/.+/);
});

test.each([
  ['application/json', '{"a":"ü"}', false],
  ['text/csv; charset=utf-8', 'a,b', false],
  ['application/problem+json', '{}', false],
  ['application/x-www-form-urlencoded', 'a=1', true],
  ['application/octet-stream', '\u0000\u0001', true],
])('a body of %s: %j, in base64: %s', async (contentType, body, isBase64Encoded) => {
  const response = await fetch(`${stack.api}/open/deep/er`, {
    method: 'POST',
    body,
    headers: { 'content-type': contentType },
  });
  const { event } = await read(response);
  expect(event).toMatchObject({
    routeKey: 'POST /open/{proxy+}',
    pathParameters: { proxy: 'deep/er' },
    isBase64Encoded,
    body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
  });
});

test('a base64 response is sent as its bytes', async () => {
  const response = await get('/binary');
  expect(response.status).toBe(201);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});

test('without a statusCode the whole result is the body', async () => {
  const response = await get('/plain');
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toEqual({ hello: 'world' });
});

test.each([true, false])(
  'more than 10 MB are refused, with or without a declared length: %s',
  async (isTold) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const stream = new ReadableStream({
      start: (controller) => {
        for (let sent = 0; sent < 11; sent++) controller.enqueue(chunk);
        controller.close();
      },
    });
    const body = isTold ? Buffer.alloc(10 * 1024 * 1024 + 1) : stream;
    const response = await fetch(`${stack.api}/open/x`, { method: 'POST', body, duplex: 'half' });
    expect(response.status).toBe(413);
  },
);

test('an unknown path without $default is 404', async () => {
  const response = await get('/nowhere');
  expect([response.status, await response.json()]).toEqual([404, { message: 'Not Found' }]);
});
