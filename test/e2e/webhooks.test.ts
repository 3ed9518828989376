import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { callApi, type HttpRequest } from '../support/http.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { signed, stripeEvent } from '../support/stripe.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

const BIG = 'x'.repeat(257 * 1024);

const deliver = (request: HttpRequest, agencyId = 'demo') =>
  callApi(stack.api, webhookRoutes.receiveWebhook, { params: { agencyId, provider: 'stripe' }, ...request });
const event = stripeEvent('invoice.paid', { customer_email: 'zoë@example.com' });
const signedFor = (agency: string) => {
  const { payload, signature } = signed(event, { secret: stack.webhookSecret(agency) });
  return { raw: payload, headers: { 'stripe-signature': signature } };
};

test.each(['application/json; charset=utf-8', 'application/octet-stream', 'text/plain', 'image/png'])(
  'a webhook as %s is verified over its bytes',
  async (type) => {
    const { raw, headers } = signedFor('demo');
    const request = { raw, headers: { ...headers, 'content-type': type } };
    expect(await deliver(request)).toMatchObject({ status: 200, body: { ignored: true } });
    expect(await deliver({ ...request, raw: `${raw} ` })).toMatchObject({
      body: { code: 'invalid_signature' },
    });
  },
);

test.each<[string, () => HttpRequest, number, string]>([
  ['without a signature', () => ({ body: event }), 400, 'invalid_signature'],
  ['without a body', () => ({ headers: signedFor('demo').headers }), 400, 'invalid_signature'],
  ['signed with the secret of another agency', () => signedFor('other'), 400, 'invalid_signature'],
  ['of more than 256 KB', () => ({ raw: BIG, headers: signedFor('demo').headers }), 413, 'body_too_large'],
  [
    'with an endless signature',
    () => ({ raw: '{}', headers: { 'stripe-signature': `t=1,v1=${'0'.repeat(5000)}` } }),
    400,
    'invalid_request',
  ],
])('a webhook %s is refused', async (_case, request, status, code) => {
  expect(await deliver(request())).toMatchObject({ status, body: { code } });
});

test.each(['nobody', 'demo/../other', 'DEMO', 'de mo', 'x'.repeat(65)])(
  'a webhook for the agency %j is refused',
  async (agency) => {
    expect(await deliver(signedFor('demo'), agency)).toMatchObject({ status: 400 });
  },
);

describe('from outside, an unknown agency looks like a wrong signing secret', () => {
  /** All of an answer that does not change from one request to the next. */
  const answerOf = async (provider: string, agencyId: string, request: HttpRequest) => {
    const { status, headers, body } = await callApi(stack.api, webhookRoutes.receiveWebhook, {
      params: { agencyId, provider },
      ...request,
    });
    const names = [...headers.keys()].filter((name) => name !== 'date' && name !== 'apigw-requestid');
    return {
      status,
      names,
      type: headers.get('content-type'),
      body: { ...z.looseObject({}).parse(body), request: '' },
    };
  };
  const paypal = {
    'paypal-auth-algo': 'SHA256withRSA',
    'paypal-cert-url': 'https://evil.example/v1/notifications/certs/CERT',
    'paypal-transmission-id': 'a',
    'paypal-transmission-sig': 'cnViYmlzaA==',
    'paypal-transmission-time': new Date().toISOString(),
  };
  const stripe = signed(event, { secret: 'whsec_guessed' });
  const late = signed(event, { at: Date.now() - 600_000 });

  test.each<[string, string, HttpRequest]>([
    ['Stripe, guessed', 'stripe', { raw: stripe.payload, headers: { 'stripe-signature': stripe.signature } }],
    ['Stripe, late', 'stripe', { raw: late.payload, headers: { 'stripe-signature': late.signature } }],
    ['Stripe, rubbish', 'stripe', { raw: '{}', headers: { 'stripe-signature': 'v1=' } }],
    ['Stripe, nothing', 'stripe', {}],
    ['PayPal, guessed', 'paypal', { body: event, headers: paypal }],
    ['PayPal, nothing', 'paypal', {}],
  ])('%s', async (_case, provider, request) => {
    const known = await answerOf(provider, 'demo', request);
    expect(known).toMatchObject({ status: 400, body: { code: 'invalid_signature' } });
    expect(await answerOf(provider, 'nobody', request)).toEqual(known);
  });
});

test('an agency set up at run time is served, and during a rotation both secrets are accepted', async () => {
  await stack.putSecret('rolling', 'webhooks', { stripe: ['whsec_new', 'whsec_old'] });
  const signedWith = (secret: string) => {
    const { payload, signature } = signed(event, { secret });
    return { raw: payload, headers: { 'stripe-signature': signature } };
  };
  expect(await deliver(signedWith('whsec_old'), 'rolling')).toMatchObject({ status: 200 });
  expect(await deliver(signedWith('whsec_new'), 'rolling')).toMatchObject({ status: 200 });
  expect(await deliver(signedWith('whsec_other'), 'rolling')).toMatchObject({
    body: { code: 'invalid_signature' },
  });
});

// The last one: until its minute is over, an agency that comes new is not seen.
test('a flood of made-up agency names blocks no real agency’s webhooks', async () => {
  const request = signedFor('demo');
  for (let index = 0; index < 70; index += 1)
    expect(await deliver(request, `made-up-${index}`)).toMatchObject({ body: { code: 'invalid_signature' } });
  for (const agency of ['demo', 'other'])
    expect(await deliver(signedFor(agency), agency)).toMatchObject({ status: 200 });
});
