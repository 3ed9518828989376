import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { sharedTestStack, type TestStack } from '../support/stack.ts';
import { tokenWith } from '../support/tokens.ts';

let stack: TestStack;

beforeAll(async () => {
  stack = await sharedTestStack();
});

afterAll(() => stack.stop());

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(`${stack.site}${path}`, { headers, method });

/** The address of the portal's script, as its page names it. */
const scriptOf = async (page: string): Promise<string> => {
  const [, script] = /<script[^>]+src="([^"]+)"/.exec(await (await get(page)).text()) ?? [];
  return script ?? '';
};

describe('pages', () => {
  test.each([
    '/',
    '/credits',
    '/a/other/',
    '/a/other/products/a.b',
    '/signed-in',
    '/return?checkout=c&outcome=success',
  ])('%s shows the portal', async (path) => {
    const page = await get(path);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toBe(await (await get('/')).text());
  });

  test.each(['/console', '/console/', '/console/accounts/jane@acme.example'])(
    '%s shows the console',
    async (path) => {
      const console = await (await get('/console/index.html')).text();
      expect(await (await get(path)).text()).toBe(console);
      expect(console).not.toBe(await (await get('/')).text());
    },
  );

  test('load what is named by its content and kept for a year', async () => {
    for (const page of ['/', '/console']) {
      const script = await scriptOf(page);
      expect(script).toMatch(/^\/assets\/[\w-]+-[\w-]{8}\.js$/);
      const asset = await get(script);
      expect([asset.status, asset.headers.get('content-type')]).toEqual([200, 'text/javascript']);
      expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    }
  });

  test.each(['/assets/none.js', '/none.png', '/config.yaml'])('%s is 404, and no page', async (path) => {
    const missing = await get(path);
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/xml']);
  });

  test('take no other methods than GET and HEAD', async () => {
    expect((await get('/', {}, 'POST')).status).toBe(403);
    const head = await get('/', {}, 'HEAD');
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('answer 304 to who has them, and compress what they send', async () => {
    const script = await scriptOf('/');
    const known = await get(script);
    const again = await get(script, { 'if-none-match': known.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);

    // fetch decompresses by itself.
    const compressed = await new Promise<{ encoding: unknown; body: Buffer }>((resolve, reject) => {
      request(`${stack.site}${script}`, { headers: { 'accept-encoding': 'gzip, br' } }, (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () =>
            resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
          );
      })
        .on('error', reject)
        .end();
    });
    expect(compressed.encoding).toBe('gzip');
    expect(gunzipSync(compressed.body).toString()).toBe(await known.text());
  });
});

test('config.json says where to sign in, and for whom', async () => {
  const config = await get('/config.json');
  expect([config.headers.get('content-type'), config.headers.get('cache-control')]).toEqual([
    'application/json',
    'no-cache',
  ]);
  expect(await config.json()).toEqual({
    issuer: inject('deployment').issuer,
    clientId: 'scrip-web',
    scope: 'openid offline_access credits:read credits:spend agency:read agency:write agency:approve',
    audience: 'scrip',
  });
});

describe('the API behind the pages’ origin', () => {
  const bearer = async () => ({ authorization: `Bearer ${await tokenWith({ sub: 'site-customer' })}` });

  test('answers as it does at its own address, 304 included', async () => {
    const headers = await bearer();
    const account = await get('/v1/account', headers);
    const direct = await fetch(`${stack.api}/v1/account`, { headers });
    expect(await account.json()).toEqual(await direct.json());
    const etag = account.headers.get('etag') ?? '';
    expect([account.status, etag]).toEqual([200, direct.headers.get('etag')]);
    const unchanged = await get('/v1/account', { ...headers, 'if-none-match': etag });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
  });

  test('keeps its own errors: 401, 403 and 404 are no pages', async () => {
    const without = await get('/v1/account');
    expect([without.status, await without.json()]).toEqual([401, { message: 'Unauthorized' }]);
    const forbidden = await get('/v1/agency/settings', await bearer());
    expect([forbidden.status, await forbidden.json()]).toMatchObject([403, { code: 'missing_scope' }]);
    const missing = await get('/v1/products/none', await bearer());
    expect([missing.status, await missing.json()]).toMatchObject([404, { code: 'not_found' }]);
    expect(await (await get('/v1/nothing')).json()).toMatchObject({ status: 404 });
  });

  test('takes bodies and keys, and lets queries through', async () => {
    const answer = await fetch(`${stack.site}/v1/spends`, {
      method: 'POST',
      headers: { ...(await bearer()), 'content-type': 'application/json', 'idempotency-key': 'site-1' },
      body: JSON.stringify({ amount: 5, reference: 'site-1' }),
    });
    expect([answer.status, await answer.json()]).toMatchObject([402, { code: 'insufficient_credits' }]);
    const tooMany = await get('/v1/account/entries?limit=1000', await bearer());
    expect([tooMany.status, await tooMany.json()]).toMatchObject([400, { code: 'invalid_request' }]);
  });

  test('is asked for pictures, which can only be read', async () => {
    const path = `/v1/pictures/demo/${'0'.repeat(64)}.png`;
    const picture = await get(path);
    expect([picture.status, await picture.json()]).toMatchObject([404, { code: 'not_found' }]);
    expect((await get(path, {}, 'POST')).status).toBe(403);
  });
});

test.each([
  ['/', true],
  ['/console', true],
  ['/assets/none.js', true],
  ['/config.json', true],
  ['/v1/health', false],
  ['/v1/nothing', false],
  ['/widget.js', false],
])('%s has the headers that protect it', async (path, isPage) => {
  const { headers } = await get(path);
  expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  // The API is stricter, and what it says stays.
  expect(headers.get('referrer-policy')).toBe(path.startsWith('/v1/') ? 'no-referrer' : 'same-origin');
  expect(headers.get('cross-origin-opener-policy')).toBe(isPage ? 'same-origin' : null);
  if (!isPage) return;
  const s3 = new RegExp(String.raw`127\.0\.0\.1:\d+/${stack.buckets[0]}/`);
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(
    new RegExp(String.raw`; connect-src 'self' ${inject('deployment').issuer} ${s3.source};`),
  );
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
});

test('the widget and its parts may be loaded by a page of another origin', async () => {
  const [, part = ''] = /(assets\/widget-[\w-]+\.js)/.exec(await (await get('/widget.js')).text()) ?? [];
  for (const script of ['widget.js', part]) {
    const { status, headers } = await get(`/${script}`, { origin: 'https://shop.example.com' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript']);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  }
  expect(
    (await get('/', { origin: 'https://shop.example.com' })).headers.get('access-control-allow-origin'),
  ).toBeNull();
});
