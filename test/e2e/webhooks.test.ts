import { afterAll, beforeAll, expect, test } from 'vitest';
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
  callApi(stack.api, webhookRoutes.receiveStripe, { params: { agencyId }, ...request });
const event = stripeEvent('invoice.paid', { customer_email: 'zoë@example.com' });
const signedFor = (agency: string) => {
  const { payload, signature } = signed(event, { secret: stack.webhookSecret(agency) });
  return { raw: payload, headers: { 'stripe-signature': signature } };
};

test.each(['application/json; charset=utf-8', 'application/octet-stream', 'text/plain', 'image/png'])(
  'a webhook verifies over its bytes when it comes as %s',
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

test('an agency that is set up while the service runs is served, and while one secret replaces another both fit', async () => {
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
