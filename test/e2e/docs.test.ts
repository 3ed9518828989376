import { afterAll, beforeAll, expect, test } from 'vitest';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { publicRoutes } from '../../shared/http/routes/public.ts';
import { callApi } from '../support/http.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

const asset = (name: string) => callApi(stack.api, publicRoutes.getDocsAsset, { params: { asset: name } });

test('openapi.json is served as it is kept', async () => {
  const { headers, body } = await callApi(stack.api, publicRoutes.getOpenapi);
  expect(headers.get('content-type')).toBe('application/json');
  expect(JSON.parse(String(body))).toEqual(openapi);
});

test('the page of the API loads only what is served beside it, and runs no inline script', async () => {
  const { headers, body } = await callApi(stack.api, publicRoutes.getDocs);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  const loaded = [...String(body).matchAll(/(?:src|href)="docs\/([^"]+)"/g)].map(([, name = '']) => name);
  expect(loaded.toSorted()).toEqual(['start.js', 'swagger-ui-bundle.js', 'swagger-ui.css']);
  for (const name of loaded) expect(await asset(name)).toMatchObject({ status: 200 });
  expect(String(body)).not.toMatch(/<script>/);
});

test.each([
  ['swagger-ui.css', 'text/css', '.swagger-ui'],
  ['swagger-ui-bundle.js', 'text/javascript', 'SwaggerUIBundle'],
  ['start.js', 'text/javascript', 'openapi.json'],
])('%s is %s', async (name, type, part) => {
  const { headers, body } = await asset(name);
  expect(headers.get('content-type')).toMatch(type);
  expect(body).toContain(part);
});

test.each(['index.cjs', '../index.cjs', '..%2findex.cjs', '.', '\0', 'constructor', 'swagger-ui.css/'])(
  'nothing else of the folder is served: %j',
  async (name) => {
    expect(await asset(name)).toMatchObject({ status: expect.toBeOneOf([400, 404]) });
  },
);
