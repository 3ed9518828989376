import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { randomId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { paypalClient } from '../../shared/payments/paypal/client.ts';
import { scripted, serve, type Scripted } from '../support/http-stub.ts';

const TOKEN = 'POST /v1/oauth2/token';
const THING = 'GET /v2/thing';

const token = (name: string, seconds = 32_400): Scripted => ({
  body: { access_token: name, token_type: 'Bearer', expires_in: seconds },
});

const thing = z.object({ id: z.string() });

/** A PayPal with prepared answers, and an app that no other test uses. */
const open = async (answers: Record<string, Scripted | Scripted[]>) => {
  const api = await scripted({ [TOKEN]: token('token-1'), ...answers });
  const credentials = { clientId: randomId('client'), clientSecret: 'secret', apiBase: api.base };
  const get = async (more: Partial<typeof credentials> = {}) =>
    await paypalClient({ ...credentials, ...more })({ method: 'GET', path: '/v2/thing' }, thing);
  return { ...api, credentials, get };
};

const found: Scripted = { body: { id: 'THING1', more: true } };
const unauthorized: Scripted = { status: 401, body: { name: 'AUTHENTICATION_FAILURE' } };

test('a call has a token issued for the app’s id and secret, and a response only the fields that we read', async () => {
  const { get, asked, credentials } = await open({ [THING]: found });
  expect(await get()).toEqual({ ok: true, value: { id: 'THING1' } });
  const basic = Buffer.from(`${credentials.clientId}:secret`).toString('base64');
  expect(asked).toMatchObject([
    {
      path: '/v1/oauth2/token',
      headers: { authorization: `Basic ${basic}` },
      body: 'grant_type=client_credentials',
    },
    { path: '/v2/thing', headers: { authorization: 'Bearer token-1' }, body: '' },
  ]);
});

test('a POST has its request id and its JSON', async () => {
  const { asked, credentials } = await open({ 'POST /v2/thing': { status: 201, ...found } });
  const call = { method: 'POST', path: '/v2/thing', requestId: 'chk_1', body: { name: 'Zoë' } } as const;
  expect(await paypalClient(credentials)(call, thing)).toMatchObject({ ok: true });
  expect(asked[1]).toMatchObject({
    headers: { 'paypal-request-id': 'chk_1', 'content-type': 'application/json' },
    body: '{"name":"Zoë"}',
  });
});

describe('a token', () => {
  test('is used until shortly before it expires', async () => {
    const { get, paths } = await open({
      [THING]: found,
      [TOKEN]: [token('token-1', 3600), token('token-2')],
    });
    await get();
    await get();
    expect(paths()).toEqual([TOKEN, THING, THING]);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + (3600 - 30) * 1000);
    await get();
    expect(paths()).toEqual([TOKEN, THING, THING, TOKEN, THING]);
  });

  test('that PayPal no longer accepts is renewed', async () => {
    const { get, asked } = await open({
      [THING]: [found, unauthorized, found],
      [TOKEN]: [token('token-1'), token('token-2')],
    });
    await get();
    expect(await get()).toMatchObject({ ok: true });
    expect(asked.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  test('is renewed once, and then refused', async () => {
    const { get, paths } = await open({ [THING]: unauthorized });
    expect(await get()).toEqual({
      ok: false,
      error: { code: 'provider_refused', status: 401, issue: 'AUTHENTICATION_FAILURE' },
    });
    expect(paths()).toEqual([TOKEN, THING, TOKEN, THING]);
  });

  test('that cannot be renewed now is no refusal', async () => {
    const { get } = await open({ [THING]: unauthorized, [TOKEN]: [token('token-1'), { status: 503 }] });
    expect(await get()).toEqual({ ok: false, error: { code: 'provider_unreachable', status: 503 } });
  });

  test('of one app is not used for another, nor for a wrong secret', async () => {
    const { get, paths } = await open({ [THING]: found });
    await get();
    await get({ clientSecret: 'guess' });
    await get({ clientId: randomId('client') });
    expect(paths().filter((path) => path === TOKEN)).toHaveLength(3);
  });

  test('is evicted after a hundred newer ones', async () => {
    const { get, paths } = await open({ [THING]: found });
    await get();
    for (let app = 0; app < 100; app += 1) await get({ clientId: randomId('client') });
    await get();
    expect(paths().filter((path) => path === TOKEN)).toHaveLength(102);
  });

  test.each<[string, Scripted, string]>([
    ['a wrong secret', { status: 401, body: { error: 'invalid_client' } }, 'provider_refused'],
    ['no token', { body: { expires_in: 1 } }, 'provider_refused'],
    ['no JSON', { body: '<html>' }, 'provider_refused'],
    ['trouble', { status: 500 }, 'provider_unreachable'],
  ])('is unavailable: %s', async (_, answer, code) => {
    const { get, paths } = await open({ [TOKEN]: answer });
    expect(await get()).toMatchObject({ ok: false, error: { code } });
    expect(paths()).toEqual([TOKEN]);
  });
});

describe('a PayPal error', () => {
  const error = {
    name: 'UNPROCESSABLE_ENTITY',
    details: [{ issue: 'ORDER_NOT_APPROVED', description: 'The buyer, Jane Doe, has not approved' }],
    debug_id: 'debug-1',
  };

  const notUnderstood = (status: number) => ({
    code: 'provider_refused',
    status,
    issue: 'ANSWER_NOT_UNDERSTOOD',
  });

  test.each<[string, Scripted, object]>([
    [
      'in the request',
      { status: 422, body: error },
      { code: 'provider_refused', status: 422, issue: 'ORDER_NOT_APPROVED' },
    ],
    ['without a body', { status: 400, body: '' }, { code: 'provider_refused', status: 400 }],
    ['in other words', { status: 403, body: { details: 'none' } }, { code: 'provider_refused', status: 403 }],
    [
      'in an answer that leads elsewhere',
      { status: 302, headers: { location: '/v2/other' } },
      { code: 'provider_refused', status: 302 },
    ],
    ['in an answer that is no JSON', { body: 'yes' }, notUnderstood(200)],
    ['in an answer that is empty', { status: 204 }, notUnderstood(204)],
    ['in an answer of another shape', { body: { id: 7 } }, notUnderstood(200)],
    [
      'at PayPal',
      { status: 500, body: error },
      { code: 'provider_unreachable', status: 500, issue: 'ORDER_NOT_APPROVED' },
    ],
    ['because we ask too much', { status: 429 }, { code: 'provider_unreachable', status: 429 }],
    ['because two ask at once', { status: 409 }, { code: 'provider_unreachable', status: 409 }],
    ['on the way', { status: 503 }, { code: 'provider_unreachable', status: 503 }],
  ])('%s', async (_, answer, expected) => {
    const { get } = await open({ [THING]: answer });
    expect(await get()).toEqual({ ok: false, error: expected });
  });

  test('is logged with PayPal’s debug id and without personal data', async () => {
    const warn = vi.spyOn(log, 'warn');
    const { get } = await open({ [THING]: { status: 422, body: error } });
    await get();
    expect(warn).toHaveBeenCalledWith(
      'paypal refused',
      expect.objectContaining({ status: 422, issue: 'ORDER_NOT_APPROVED', debugId: 'debug-1' }),
    );
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/Jane|token-1|secret/);
  });
});

describe('PayPal is unreachable', () => {
  const unreachable = { ok: false, error: { code: 'provider_unreachable' } };
  const answerTo = async (apiBase: string, timeout?: number) =>
    await paypalClient({ clientId: randomId('client'), clientSecret: 's', apiBase }, timeout)(
      { method: 'GET', path: '/v2/thing' },
      thing,
    );

  test('if nothing listens at the address', async () => {
    expect(await answerTo('http://127.0.0.1:9')).toEqual(unreachable);
  });

  test('if it takes too long, all calls together', async () => {
    const base = await serve((_, response) => {
      setTimeout(() => response.end(JSON.stringify(token('slow').body)), 150);
    });
    expect(await answerTo(base, 200)).toEqual(unreachable);
  });

  test('if the response ends early', async () => {
    const base = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await answerTo(base)).toEqual(unreachable);
  });

  test('if the response is larger than our limit', async () => {
    const { get } = await open({ [THING]: { body: { id: 'x'.repeat(3 * 1024 * 1024) } } });
    expect(await get()).toEqual(unreachable);
  });
});
