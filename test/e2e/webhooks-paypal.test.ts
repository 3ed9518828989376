import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { approveAt } from '../../infra/local/demo/sandbox-client.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { newCustomer } from '../support/customer.ts';
import { callApi, type HttpRequest } from '../support/http.ts';
import { PATIENCE } from '../support/patience.ts';
import { paypalEvent, someCapture } from '../support/paypal.ts';
import { type Signing, startSigner } from '../support/paypal-signer.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

const APPROVED = 'CHECKOUT.ORDER.APPROVED';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());
afterEach(() => stack.sandbox.control('/reset'));

test.each(['wrong', 'missing', 'expired_certificate', 'foreign_certificate'])(
  'a forged event (%s) is refused and credits nothing, and the genuine one still does',
  async (signature) => {
    const customer = await newCustomer(stack.api);
    const { url } = await customer.begin({ packageId: 'starter' }, 'paypal');
    await stack.sandbox.control('', { types: [APPROVED], signature });
    await approveAt(url, 'approve_and_leave');
    const sent = async () => (await stack.sandbox.deliveries()).filter(({ type }) => type === APPROVED);
    await vi.waitFor(async () => expect((await sent())[0]?.status).toBe(400), PATIENCE);
    expect(await customer.balance()).toBe(0);

    const [{ event, number } = { event: '', number: 0 }] = await sent();
    await stack.sandbox.control(`/deliveries/${number}/drop`);
    await stack.sandbox.resend(event);
    await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
  },
);

/** An agency whose webhooks are signed here, and a way to deliver to it. */
const newSignedAgency = async (webhookIds = ['WEBHOOK1']) => {
  const agency = randomId('agency').replace('_', '-');
  const { trusted, headersFor } = await startSigner();
  await stack.putSecret(agency, 'webhooks', { paypal: { ...trusted, webhookIds } });
  const raw = JSON.stringify(paypalEvent('PAYMENT.SALE.COMPLETED', someCapture({ note: 'Zoë' })));
  return async (
    signing: Signing = {},
    change: (request: { raw: string; headers: Record<string, string> }) => HttpRequest = (as) => as,
    to = agency,
  ) => {
    const headers = await headersFor(raw, signing);
    const request = { params: { agencyId: to, provider: 'paypal' }, ...change({ raw, headers }) };
    return await callApi(stack.api, webhookRoutes.receiveWebhook, request);
  };
};

const refused = { status: 400, body: { code: 'invalid_signature' } };

test.each(['application/json', 'application/octet-stream', 'image/png'])(
  'an event as %s is verified over its bytes',
  async (type) => {
    const deliver = await newSignedAgency();
    const typed = (request: { raw: string; headers: Record<string, string> }) => ({
      ...request,
      headers: { ...request.headers, 'content-type': type },
    });
    expect(await deliver({}, typed)).toMatchObject({ status: 200, body: { ignored: true } });
    const altered = await deliver({}, (request) => ({ ...typed(request), raw: `${request.raw} ` }));
    expect(altered).toMatchObject(refused);
  },
);

test.each<[string, Signing]>([
  ['by somebody else', { forged: true }],
  ['by somebody else, with a certificate of their own', { forged: true, url: 'https://evil.example/cert' }],
  ['with a certificate that has expired', { certificate: 'CERT-expired' }],
  ['with what is no certificate', { certificate: 'CERT-rubbish' }],
  ['for another webhook', { webhookId: 'WEBHOOK2' }],
  ['for the simulator', { webhookId: 'WEBHOOK_ID' }],
  ['long ago', { at: Date.now() - 5 * 24 * 60 * 60 * 1000 }],
])('an event signed %s is refused', async (_, signing) => {
  expect(await (await newSignedAgency())(signing)).toMatchObject(refused);
});

test('an event for another agency is refused', async () => {
  const deliver = await newSignedAgency();
  for (const agency of ['demo', 'nobody'])
    expect(await deliver({}, undefined, agency)).toMatchObject(refused);
});

test('an event with no body, an oversized body or an oversized header is refused', async () => {
  const deliver = await newSignedAgency();
  expect(await deliver({}, ({ headers }) => ({ headers }))).toMatchObject(refused);
  const endless = await deliver({}, ({ headers }) => ({ headers, raw: 'x'.repeat(257 * 1024) }));
  expect(endless).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
  const header = await deliver({}, ({ raw, headers }) => ({
    raw,
    headers: { ...headers, 'paypal-transmission-sig': 'A'.repeat(5000) },
  }));
  expect(header).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});

test('while the certificate is unavailable, PayPal gets an error and sends again', async () => {
  const deliver = await newSignedAgency();
  const answer = await deliver({ certificate: 'CERT-broken' });
  expect(answer).toMatchObject({ status: 503, body: { code: 'provider_unreachable' } });
});

test('while one webhook replaces another, events of both are accepted', async () => {
  const deliver = await newSignedAgency(['NEWHOOK', 'OLDHOOK']);
  expect(await deliver({ webhookId: 'OLDHOOK' })).toMatchObject({ status: 200 });
  expect(await deliver({ webhookId: 'NEWHOOK' })).toMatchObject({ status: 200 });
  expect(await deliver({ webhookId: 'OTHERHOOK' })).toMatchObject(refused);
});
