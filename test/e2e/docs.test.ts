import { get, type IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { problemCodes, problemType } from '../../shared/http/errors.ts';
import { routes } from '../../shared/http/routes.ts';
import { publicRoutes } from '../../shared/http/routes/public.ts';
import { callApi } from '../support/http.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const asset = (name: string) => callApi(stack.api, publicRoutes.getDocsAsset, { params: { asset: name } });

test('openapi.json is served unchanged', async () => {
  const { headers, body } = await callApi(stack.api, publicRoutes.getOpenapi);
  expect(headers.get('content-type')).toBe('application/json');
  expect(JSON.parse(String(body))).toEqual(openapi);
});

test('the API’s docs page loads only local files and runs no inline script', async () => {
  const { headers, body } = await callApi(stack.api, publicRoutes.getDocs);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  const names = [...String(body).matchAll(/(?:src|href)="docs\/([^"#]+)"/g)].map(([, name = '']) => name);
  const loaded = [...new Set(names)];
  expect(loaded.toSorted()).toEqual(['docs.css', 'docs.js', 'errors']);
  for (const name of loaded) expect(await asset(name)).toMatchObject({ status: 200 });
  expect(String(body)).not.toMatch(/<script>| style=| on\w+=/);
});

test('the API’s docs page shows every operation and every schema, in at most 80 KB', async () => {
  const { body } = await callApi(stack.api, publicRoutes.getDocs);
  const ids = [...String(body).matchAll(/<details id="([^"]+)"/g)].map(([, id]) => id);
  const schemas = Object.keys(openapi.components.schemas).map((name) => `schema-${name}`);

  expect(new Set(ids)).toEqual(new Set([...Object.keys(routes), ...schemas]));
  expect(new Set(ids).size).toBe(ids.length);
  expect(gzipSync(String(body)).length).toBeLessThan(80_000);
});

test('every link within the docs page leads somewhere', async () => {
  const { body } = await callApi(stack.api, publicRoutes.getDocs);
  const ids = new Set([...String(body).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  const links = [...String(body).matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);

  expect(links.filter((id) => !ids.has(id))).toEqual([]);
  expect(links.length).toBeGreaterThan(100);
});

test.each([
  ['docs.css', 'text/css', 'color-scheme'],
  ['docs.js', 'text/javascript', 'submit'],
])('%s is %s', async (name, type, part) => {
  const { headers, body } = await asset(name);
  expect(headers.get('content-type')).toMatch(type);
  expect(body).toContain(part);
});

test.each<[string, typeof publicRoutes.getOpenapi | typeof publicRoutes.getDocs]>([
  ['the API description', publicRoutes.getOpenapi],
  ['the page', publicRoutes.getDocs],
])('%s can be cached, and is not sent again while unchanged', async (_, route) => {
  const { headers } = await callApi(stack.api, route);
  expect(headers.get('cache-control')).toBe('public, max-age=300');
  const etag = headers.get('etag') ?? '';
  expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
  const unchanged = await callApi(stack.api, route, { headers: { 'if-none-match': etag } });
  expect(unchanged).toMatchObject({ status: 304, body: undefined });
  expect(unchanged.headers.get('etag')).toBe(etag);
  expect(await callApi(stack.api, route, { headers: { 'if-none-match': '"other"' } })).toMatchObject({
    status: 200,
  });
});

test.each(['docs.css', 'docs.js', 'errors'])('%s is compressed on request and cacheable', async (name) => {
  const [plain, zipped] = await Promise.all(
    ['identity', 'br, gzip'].map((encoding) =>
      fetch(`${stack.api}/v1/docs/${name}`, { headers: { 'accept-encoding': encoding } }),
    ),
  );
  expect(plain?.headers.get('content-encoding')).toBeNull();
  expect(zipped?.headers.get('content-encoding')).toBe('gzip');
  expect(await zipped?.text()).toBe(await plain?.text());
  expect(zipped?.headers.get('vary')).toBe('accept-encoding');
  expect(zipped?.headers.get('cache-control')).toBe('public, max-age=300');
  expect(zipped?.headers.get('etag')).toBe(plain?.headers.get('etag'));
});

test('the API description is a tenth of its size when compressed', async () => {
  const { headers, body } = await new Promise<{ headers: IncomingHttpHeaders; body: number }>(
    (resolve, reject) => {
      get(`${stack.api}/v1/openapi.json`, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
        let size = 0;
        response.on('data', (chunk: Buffer) => (size += chunk.length));
        response.on('end', () => resolve({ headers: response.headers, body: size }));
      }).on('error', reject);
    },
  );
  expect(headers['content-encoding']).toBe('gzip');
  expect(body).toBeLessThan(JSON.stringify(openapi).length / 10);
});

test('the type of every problem leads to its section of the page', async () => {
  const { pathname } = new URL(problemType('not_found'), stack.api);
  const page = await fetch(new URL(pathname, stack.api));

  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await page.text();
  for (const code of problemCodes) {
    expect(html).toContain(`<section id="${new URL(problemType(code), stack.api).hash.slice(1)}">`);
  }
});

test.each([
  'index.cjs',
  '../index.cjs',
  '..%2findex.cjs',
  '.',
  '\0',
  'constructor',
  'docs.css/',
  'docs.html',
])('no other file of the folder is served: %j', async (name) => {
  expect(await asset(name)).toMatchObject({ status: expect.toBeOneOf([400, 404]) });
});
