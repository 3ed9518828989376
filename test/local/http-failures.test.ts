import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../infra/local/stack.ts';
import { httpApi, writeAssembly } from './assembly-fixture.ts';

const functions = {
  Plain: { code: `exports.handler = async () => ({ hello: 'world' });` },
  Hangs: { code: 'exports.handler = () => new Promise(() => {});', timeout: 1 },
  Throws: { code: `exports.handler = async () => { throw new TypeError('no'); };` },
  Exits: { code: 'exports.handler = async () => process.exit(3);' },
  Broken: { code: 'this is no JavaScript' },
  Wrong: { code: `exports.handler = async () => ({ statusCode: 'many' });` },
};

const routes = {
  'GET /plain/{name}': { to: 'Plain' },
  'GET /hangs': { to: 'Hangs' },
  'GET /throws': { to: 'Throws' },
  'GET /exits': { to: 'Exits' },
  'GET /broken': { to: 'Broken' },
  'GET /wrong': { to: 'Wrong' },
};

let stack: Stack;
const lines: string[] = [];

beforeAll(async () => {
  const assembly = await writeAssembly({ functions, resources: httpApi(routes) });
  stack = await startStack({ assembly, log: (line) => lines.push(line) });
});

afterAll(() => stack.stop());

const get = (path: string) => fetch(`${stack.api}${path}`);

test.each(['/throws', '/exits', '/broken', '/wrong'])('%s gets 500, each time', async (path) => {
  for (const attempt of [1, 2]) {
    const response = await get(path);
    expect([attempt, response.status, await response.json()]).toEqual([
      attempt,
      500,
      { message: 'Internal Server Error' },
    ]);
  }
});

test('a function that takes too long is ended and gets 503', async () => {
  const response = await get('/hangs');
  expect([response.status, await response.json()]).toEqual([503, { message: 'Service Unavailable' }]);
});

test('headers larger than API Gateway accepts are refused', async () => {
  const ask = (size: number) => fetch(`${stack.api}/plain/a`, { headers: { 'x-long': 'x'.repeat(size) } });
  expect((await ask(9000)).status).toBe(200);
  expect((await ask(11_000)).status).toBe(431);
});

test('the log has one line per request, with status and function', async () => {
  await get('/plain/logged?token=secret');
  expect(lines.filter((line) => line.includes('/plain/logged'))).toEqual([
    expect.stringMatching(/^GET +\/plain\/logged +200 +\d+ ms Plain( \(cold\))?$/),
  ]);
});

test('more concurrent requests than threads all get answers', async () => {
  const responses = await Promise.all(Array.from({ length: 20 }, (_, number) => get(`/plain/${number}`)));
  expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
});
