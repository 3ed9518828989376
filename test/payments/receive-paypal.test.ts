import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import type { PaypalWebhooks } from '../../shared/payments/paypal/credentials.ts';
import { call, type Call } from '../support/api.ts';
import { paypalEvent, someCapture, someDispute, someOrder } from '../support/paypal.ts';
import { webhookHandler } from '../support/providers.ts';
import { startSigner, type Signing } from '../support/paypal-signer.ts';

const sqs = mockClient(SQSClient);

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({ MessageId: '1' });
});

type More = Partial<Call> & { agency?: string };

const open = async () => {
  const { trusted, headersFor } = await startSigner();
  const secrets: Record<string, { paypal?: PaypalWebhooks }> = { acme: { paypal: trusted }, other: {} };
  const handler = webhookHandler(async (agency) => secrets[agency] ?? {});
  return async (event: unknown, signing: Signing = {}, { agency = 'acme', ...more }: More = {}) => {
    const raw = JSON.stringify(event);
    const headers = { 'content-type': 'application/json', ...(await headersFor(raw, signing)) };
    return await call(handler, webhookRoutes.receiveWebhook, {
      params: { agencyId: agency, provider: 'paypal' },
      raw,
      headers,
      ...more,
    });
  };
};

const queued = (): unknown[] =>
  sqs
    .commandCalls(SendMessageCommand)
    .map(({ args }): unknown => JSON.parse(args[0].input.MessageBody ?? ''));

const paid = paypalEvent('PAYMENT.CAPTURE.COMPLETED', someCapture());

test('a signed event is queued as a fact without personal data before the answer', async () => {
  const deliver = await open();
  const resource = someCapture({ payer: { email_address: 'jane@example.com' } });
  expect(await deliver(paypalEvent('PAYMENT.CAPTURE.COMPLETED', resource))).toMatchObject({
    status: 200,
    body: { received: true, ignored: false },
  });
  expect(queued()).toMatchObject([
    {
      agency: 'acme',
      provider: 'paypal',
      eventId: 'WH-1',
      fact: { type: 'payment', paymentId: 'CAPTURE1', status: 'paid' },
    },
  ]);
  expect(JSON.stringify(queued())).not.toContain('jane');
});

test('an approved order is queued for its capture', async () => {
  const deliver = await open();
  await deliver(paypalEvent('CHECKOUT.ORDER.APPROVED', someOrder()));
  expect(queued()).toMatchObject([{ fact: { type: 'order_approved', orderId: 'ORDER1' } }]);
});

test('an event about several payments is queued as one fact for each', async () => {
  const deliver = await open();
  const disputed_transactions = ['CAPTURE1', 'CAPTURE2'].map((id) => ({ seller_transaction_id: id }));
  await deliver(paypalEvent('CUSTOMER.DISPUTE.CREATED', someDispute({ disputed_transactions })));
  expect(queued()).toMatchObject([
    { eventId: 'WH-1', fact: { paymentId: 'CAPTURE1' } },
    { eventId: 'WH-1', fact: { paymentId: 'CAPTURE2' } },
  ]);
});

test('a body that API Gateway base64-encoded verifies as well', async () => {
  const deliver = await open();
  expect(await deliver(paid, {}, { base64: true })).toMatchObject({ status: 200 });
});

test('a repeated delivery is queued again: settlement makes it count once', async () => {
  const deliver = await open();
  await deliver(paid);
  await deliver(paid);
  expect(queued()).toHaveLength(2);
});

test.each<[string, Signing, More]>([
  ['a forged signature', { forged: true }, {}],
  [
    'a forger’s own certificate, elsewhere',
    { forged: true, url: 'https://evil.example/v1/notifications/certs/C' },
    {},
  ],
  ['a signature for another webhook', { webhookId: 'WEBHOOK2' }, {}],
  ['a signature of last week', { at: Date.now() - 7 * 24 * 60 * 60 * 1000 }, {}],
  ['an expired certificate', { certificate: 'CERT-expired' }, {}],
  ['no signature', {}, { headers: {} }],
  ['a body that was re-serialised', {}, { raw: JSON.stringify(paid, null, 1) }],
  ['a body cut short', {}, { raw: JSON.stringify(paid).slice(0, -10) }],
  ['an empty body', {}, { raw: '' }],
  ['an agency without PayPal', {}, { agency: 'other' }],
  ['an agency that we do not know', {}, { agency: 'nobody' }],
])('%s gets 400 and is not queued', async (_, signing, more) => {
  const deliver = await open();
  expect(await deliver(paid, signing, more)).toMatchObject({
    status: 400,
    body: { code: 'invalid_signature' },
  });
  expect(queued()).toEqual([]);
});

test('a signed body that is no event gets 400 and is not queued', async () => {
  const deliver = await open();
  expect(await deliver('text')).toMatchObject({ status: 400, body: { code: 'malformed_event' } });
  expect(queued()).toEqual([]);
});

test('an event in an undocumented form is accepted and not queued', async () => {
  const deliver = await open();
  const odd = paypalEvent('PAYMENT.CAPTURE.COMPLETED', { id: 7 });
  expect(await deliver(odd)).toMatchObject({ status: 200, body: { ignored: true } });
  expect(queued()).toEqual([]);
});

test('an irrelevant event is accepted and ignored', async () => {
  const deliver = await open();
  expect(await deliver(paypalEvent('CHECKOUT.ORDER.COMPLETED'))).toMatchObject({
    status: 200,
    body: { ignored: true },
  });
  expect(queued()).toEqual([]);
});

test('while the certificate is unavailable, the answer is an error, so that PayPal sends again', async () => {
  const deliver = await open();
  expect(await deliver(paid, { certificate: 'CERT-broken' })).toMatchObject({
    status: 503,
    body: { code: 'provider_unreachable' },
  });
});

test('if the queue refuses all or part, the answer is an error, so that PayPal sends again', async () => {
  const deliver = await open();
  sqs.on(SendMessageCommand).resolvesOnce({ MessageId: '1' }).rejects(new Error('queue is gone'));
  const disputed_transactions = ['CAPTURE1', 'CAPTURE2'].map((id) => ({ seller_transaction_id: id }));
  const event = paypalEvent('CUSTOMER.DISPUTE.CREATED', someDispute({ disputed_transactions }));
  expect(await deliver(event)).toMatchObject({ status: 500, body: { code: 'internal_error' } });
});

test('a body of more than 256 KB is refused', async () => {
  const deliver = await open();
  const huge = { ...paid, padding: 'x'.repeat(300_000) };
  expect(await deliver(huge)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
});
