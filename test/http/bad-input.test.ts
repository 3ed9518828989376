import fc from 'fast-check';
import { expect, test } from 'vitest';
import { apiHandler } from '../../shared/http/api-handler.ts';
import type { Route } from '../../shared/http/route.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { invoiceBody, serviceBody } from '../support/agency.ts';
import { adminAt, agencyHandler } from '../support/agency-handler.ts';
import { type Call, call } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { accountOfOpenAgency, give, openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { somethingFor } from '../support/http.ts';
import { seed } from '../support/seed.ts';

const ledger = openTestLedger();
const handler = clientHandler(ledger);
const caller = await accountOfOpenAgency(ledger);
await give(ledger, caller, 1000);

const { number: _number, ...omitted } = invoiceBody;
const [promotion] = serviceBody.promotions;
const headers = { 'idempotency-key': 'bad-input' };
const body = { amount: 1, reference: 'order' };
const spend = (request: Call) =>
  call(handler, accountRoutes.createSpend, { caller, headers, body, ...request });

test.each<[string, Call, number, string]>([
  ['no key', { headers: {} }, 400, 'idempotency_key_required'],
  ['an empty key', { headers: { 'idempotency-key': '' } }, 400, 'invalid_request'],
  ['a key of 256 characters', { headers: { 'idempotency-key': 'x'.repeat(256) } }, 400, 'invalid_request'],
  ['a key with a space', { headers: { 'idempotency-key': 'a b' } }, 400, 'invalid_request'],
  ['no body', { raw: '' }, 400, 'malformed_json'],
  ['half a body', { raw: '{"amount":1,' }, 400, 'malformed_json'],
  [
    'a body that is no UTF-8',
    { raw: 'ÿ', base64: true, headers: { ...headers, 'content-type': 'application/json' } },
    400,
    'malformed_json',
  ],
  ['no JSON type', { headers: { ...headers, 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
  ['more than 256 KB', { body: { ...body, note: 'x'.repeat(262_144) } }, 413, 'body_too_large'],
  ['an array', { body: [body] }, 400, 'invalid_request'],
  ['null', { body: null }, 400, 'invalid_request'],
  ['a field that is missing', { body: { amount: 1 } }, 400, 'invalid_request'],
  ['a field that is unknown', { body: { ...body, balance: 1_000_000 } }, 400, 'invalid_request'],
  ['another agency in the body', { body: { ...body, agency: 'other' } }, 400, 'invalid_request'],
  ['no credits', { body: { ...body, amount: 0 } }, 400, 'invalid_request'],
  ['less than no credits', { body: { ...body, amount: -5 } }, 400, 'invalid_request'],
  ['a part of a credit', { body: { ...body, amount: 1.5 } }, 400, 'invalid_request'],
  ['credits as text', { body: { ...body, amount: '1' } }, 400, 'invalid_request'],
  ['more credits than are safe', { body: { ...body, amount: 2 ** 53 } }, 400, 'invalid_request'],
  [
    'more credits than a movement may carry',
    { body: { ...body, amount: 1_000_000_000_001 } },
    400,
    'invalid_request',
  ],
  ['endless credits', { raw: '{"amount":1e400,"reference":"order"}' }, 400, 'invalid_request'],
  ['an empty reference', { body: { ...body, reference: '' } }, 400, 'invalid_request'],
  ['a reference of two lines', { body: { ...body, reference: 'a\nb' } }, 400, 'invalid_request'],
  [
    'a reference with a hidden character',
    { body: { ...body, reference: 'a\u0000b' } },
    400,
    'invalid_request',
  ],
  [
    'a prototype for a body',
    { raw: '{"__proto__":{"amount":1},"reference":"order"}' },
    400,
    'invalid_request',
  ],
  ['a query that nobody asked for', { query: { amount: '5' } }, 400, 'invalid_request'],
  ['a token without claims', { caller: {} }, 403, 'forbidden'],
  ['a token without an agency', { caller: { sub: 'customer' } }, 403, 'forbidden'],
  ['a token without an account', { caller: { agency_id: caller.agency } }, 403, 'forbidden'],
  [
    'an agency with a separator',
    { caller: { agency_id: `${caller.agency}#customer`, sub: 'x' } },
    403,
    'forbidden',
  ],
  ['an agency that is not ours', { caller: someAccount() }, 404, 'not_found'],
])('%s gets a problem, and nothing is written', async (_, request, status, code) => {
  const answer = await spend(request);
  expect(answer).toMatchObject({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: {
      type: `/v1/docs/errors#${code}`,
      status,
      code,
      title: expect.any(String),
      request: 'request-1',
    },
  });
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 1000, entries: 1 });
});

test('each fault is listed with its location', async () => {
  const answer = await spend({ body: { amount: 'much', reference: 'order', extra: 1 } });
  expect(answer.body['faults']).toEqual([
    { in: 'body', pointer: '/amount', message: expect.any(String), code: 'invalid_type' },
    { in: 'body', pointer: '', message: expect.stringContaining('extra'), code: 'unrecognized_keys' },
  ]);
});

test.each<[string, Route, object, object[]]>([
  [
    'several forms, each with what is wrong as that',
    agencyRoutes.putService,
    { ...serviceBody, promotions: [{ ...promotion, discount: { percent: 10, credits: 5 } }] },
    [
      {
        pointer: '/promotions/0/discount',
        message: 'must not have "credits", or: must not have "percent"',
      },
    ],
  ],
  [
    'several forms, with where in each',
    agencyRoutes.putService,
    { ...serviceBody, promotions: [{ ...promotion, discount: {} }] },
    [
      {
        pointer: '/promotions/0/discount',
        message: '/percent: is required, or: /credits: is required',
      },
    ],
  ],
  [
    'several forms that want the same, said once',
    agencyRoutes.createInvoice,
    { ...invoiceBody, amount: 5 },
    [{ pointer: '/amount', message: 'must be an object' }],
  ],
  [
    'a key, with how it is written',
    agencyRoutes.putService,
    { ...serviceBody, regionalPrices: { de: 4 } },
    [{ pointer: '/regionalPrices/de', message: expect.stringContaining('such as DE') }],
  ],
  [
    'a time, once and with an example',
    agencyRoutes.createPromoCodes,
    { name: 'Spring', credits: 5, codes: 1, creditsExpire: { at: 'tomorrow' } },
    [{ pointer: '/creditsExpire/at', message: expect.stringContaining('such as 2026-01-31T09:30:00Z') }],
  ],
])('a fault says what is expected of %s', async (_, route, given, faults) => {
  const answer = await call(agencyHandler(ledger), route, {
    caller: adminAt(caller.agency),
    headers,
    params: somethingFor(route),
    body: given,
  });
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request', faults } });
});

test.each<[string, Route, object, object]>([
  ['a missing value', agencyRoutes.createInvoice, omitted, { pointer: '/number', code: 'required' }],
  [
    'a text that is too long, in characters',
    agencyRoutes.createInvoice,
    { ...invoiceBody, number: 'x'.repeat(2000) },
    { pointer: '/number', code: 'too_big', maximum: expect.any(Number), unit: 'characters' },
  ],
  [
    'an empty text',
    agencyRoutes.createInvoice,
    { ...invoiceBody, number: '' },
    { pointer: '/number', code: 'too_small', minimum: 1, unit: 'characters' },
  ],
  [
    'a number below its minimum',
    agencyRoutes.createPromoCodes,
    { name: 'Spring', credits: 0, codes: 1 },
    { pointer: '/credits', code: 'too_small', minimum: 1 },
  ],
  [
    'a list that is too short',
    agencyRoutes.createApiKey,
    { name: 'till', scopes: [] },
    { pointer: '/scopes', code: 'too_small', minimum: 1, unit: 'entries' },
  ],
  [
    'a value of a list that is there twice',
    agencyRoutes.createApiKey,
    { name: 'till', scopes: ['agency:read', 'agency:read'] },
    { pointer: '/scopes', code: 'not_unique' },
  ],
  [
    'a time that is none',
    agencyRoutes.createPromoCodes,
    { name: 'Spring', credits: 5, codes: 1, from: 'tomorrow' },
    { pointer: '/from', code: 'invalid_format', format: 'datetime' },
  ],
  [
    'an end before its beginning',
    agencyRoutes.createPromoCodes,
    { name: 'Spring', credits: 5, codes: 1, from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
    { pointer: '/from', code: 'wrong_order' },
  ],
  [
    'a key that is written otherwise',
    agencyRoutes.putService,
    { ...serviceBody, regionalPrices: { de: 4 } },
    { pointer: '/regionalPrices/de', code: 'invalid_format' },
  ],
])('a fault names its reason for programs: %s', async (_, route, given, fault) => {
  const answer = await call(agencyHandler(ledger), route, {
    caller: adminAt(caller.agency),
    headers,
    params: somethingFor(route),
    body: given,
  });
  expect(answer).toMatchObject({ status: 400, body: { faults: [fault] } });
});

test(`any body gets a problem response, never a server error (seed ${seed})`, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (raw) => {
      const answer = await spend({ raw });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }),
    { seed, numRuns: 300 },
  );
  expect(await readAccount(ledger, caller)).toMatchObject({ balance: 1000, entries: 1 });
});

test('an unknown path gets a problem response', async () => {
  const answer = await call(apiHandler({}, {}), { method: 'GET', path: '/v1/nowhere' });
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
