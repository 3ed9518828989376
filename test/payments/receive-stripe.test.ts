import { createHmac } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { count } from '../../shared/kernel/metrics.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { paymentMessage } from '../../shared/payments/message.ts';
import { call, type Call } from '../support/api.ts';
import { webhookHandler } from '../support/providers.ts';
import { signed, stripeEvent, stripeSecret } from '../support/stripe.ts';

vi.mock('../../shared/kernel/metrics.ts');

const sqs = mockClient(SQSClient);
const secrets: Record<string, string[]> = { acme: [stripeSecret], rolling: ['whsec_new', stripeSecret] };

const handler = webhookHandler(async (agency) => ({ stripe: secrets[agency] ?? [] }));

beforeEach(() => {
  vi.mocked(count).mockClear();
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({ MessageId: '1' });
});

const deliver = (request: Call & { agency?: string }) =>
  call(handler, webhookRoutes.receiveWebhook, {
    params: { agencyId: request.agency ?? 'acme', provider: 'stripe' },
    ...request,
  });

const delivery = (event: unknown, options: Parameters<typeof signed>[1] = {}) => {
  const { payload, signature } = signed(event, options);
  return { raw: payload, headers: { 'stripe-signature': signature, 'content-type': 'application/json' } };
};

const queued = () => sqs.commandCalls(SendMessageCommand).map(({ args }) => args[0].input);

const paid = stripeEvent('checkout.session.completed');

/** An event whose signature fits the time that it names as Stripe's library reads it. */
const timed = (time: string): Call => {
  const { payload, secret } = signed(paid);
  const read = Number.parseInt(time.split('=').at(-1) ?? '', 10);
  const hash = createHmac('sha256', secret).update(`${read}.${payload}`).digest('hex');
  return { raw: payload, headers: { 'stripe-signature': `t=${time},v1=${hash}` } };
};

test('a signed event is queued as a fact without personal data before the answer', async () => {
  const event = stripeEvent('checkout.session.completed', {
    customer_details: { email: 'jane@example.com' },
  });
  expect(await deliver(delivery(event))).toMatchObject({
    status: 200,
    body: { received: true, ignored: false },
  });
  expect(queued()).toHaveLength(1);
  expect(queued()[0]?.MessageBody).not.toContain('jane');
  expect(JSON.parse(queued()[0]?.MessageBody ?? '')).toMatchObject({
    agency: 'acme',
    provider: 'stripe',
    eventId: 'evt_1',
    fact: { type: 'payment', paymentId: 'pi_1', status: 'paid' },
  });
});

test('a body that API Gateway base64-encoded verifies as well', async () => {
  expect(await deliver({ ...delivery(paid), base64: true })).toMatchObject({ status: 200 });
});

test('during a rotation both signing secrets are accepted', async () => {
  expect(await deliver({ ...delivery(paid), agency: 'rolling' })).toMatchObject({ status: 200 });
  expect(await deliver({ ...delivery(paid, { secret: 'whsec_new' }), agency: 'rolling' })).toMatchObject({
    status: 200,
  });
});

test.each<[string, Call & { agency?: string }]>([
  ['a wrong signature', delivery(paid, { secret: 'whsec_wrong' })],
  ['no signature', { ...delivery(paid), headers: {} }],
  ['rubbish for a signature', { ...delivery(paid), headers: { 'stripe-signature': 't=now,v1=yes' } }],
  ['a signature of ten minutes ago', delivery(paid, { at: Date.now() - 600_000 })],
  ['a signature of ten minutes ahead', delivery(paid, { at: Date.now() + 600_000 })],
  ['a signature without a number for a time', timed('NaN')],
  ['a signature whose time begins like a number', timed(`${Math.floor(Date.now() / 1000)}x`)],
  ['a signature of two times', timed(`0,t=${Math.floor(Date.now() / 1000)}`)],
  ['a body that was re-serialised', { ...delivery(paid), raw: JSON.stringify(paid, null, 1) }],
  ['a body cut short', { ...delivery(paid), raw: JSON.stringify(paid).slice(0, -10) }],
  ['an empty body', { headers: delivery(paid).headers, raw: '' }],
  ['an agency that we do not know', { ...delivery(paid), agency: 'nobody' }],
])('%s gets 400 and is not queued', async (_, request) => {
  expect(await deliver(request)).toMatchObject({ status: 400, body: { code: 'invalid_signature' } });
  expect(queued()).toEqual([]);
});

test.each([
  ['no event', 'text'],
  ['an event without a type', { ...paid, type: undefined }],
  ['an event of an impossible year', { ...paid, created: 8.64e12 + 1 }],
])('a signed body that is %s gets 400 and is not queued', async (_, event) => {
  expect(await deliver(delivery(event))).toMatchObject({ status: 400, body: { code: 'malformed_event' } });
  expect(queued()).toEqual([]);
});

test.each([
  [
    'in an undocumented form',
    stripeEvent('checkout.session.completed', { payment_status: 7 }),
    'WebhooksRejected',
  ],
  ['of a connected account', { ...paid, account: 'acct_1' }, 'EventsRefused'],
])('an event %s is accepted, counted and not queued', async (_, event, counted) => {
  expect(await deliver(delivery(event))).toMatchObject({ status: 200, body: { ignored: true } });
  expect(queued()).toEqual([]);
  expect(vi.mocked(count).mock.calls).toEqual([[counted]]);
});

test('a thin event, such as a ping, is accepted and ignored', async () => {
  const ping = { id: 'evt_1', object: 'v2.core.event', type: 'v2.core.event_destination.ping' };
  const created = '2026-11-27T10:00:00.000Z';
  expect(await deliver(delivery({ ...ping, created, related_object: null }))).toMatchObject({
    status: 200,
    body: { ignored: true },
  });
  expect(queued()).toEqual([]);
});

test.each([
  ['2024-06-20', undefined, true],
  [undefined, undefined, true],
  ['2022-08-01', { data: [] }, false],
  ['2026-10-28.endive', undefined, false],
])(
  'a refunded charge by version %s that lists %j requests its refunds: %s',
  async (version, refunds, asks) => {
    const charge = { id: 'ch_1', payment_intent: 'pi_1', amount_refunded: 400, refunds };
    const event = { ...paid, type: 'charge.refunded', api_version: version, data: { object: charge } };
    expect(await deliver(delivery(event))).toMatchObject({ status: 200, body: { ignored: !asks } });
    const facts = queued().map(({ MessageBody = '' }) => paymentMessage.parse(JSON.parse(MessageBody)).fact);
    const asked = { type: 'refunds_changed', paymentId: 'pi_1', at: '2026-03-01T00:00:00.000Z' };
    expect(facts).toEqual(asks ? [asked] : []);
  },
);

test.each([true, false])('the message says whether the event is live: %s', async (livemode) => {
  await deliver(delivery({ ...paid, livemode }));
  expect(JSON.parse(queued()[0]?.MessageBody ?? '')).toMatchObject({ livemode });
});

test.each(['payment_intent.succeeded', 'invoice.paid', 'something.new'])(
  '%s is accepted and ignored',
  async (type) => {
    expect(await deliver(delivery(stripeEvent(type)))).toMatchObject({
      status: 200,
      body: { ignored: true },
    });
    expect(queued()).toEqual([]);
  },
);

test('if the queue refuses, the answer is an error, so that Stripe sends again', async () => {
  sqs.on(SendMessageCommand).rejects(new Error('queue is gone'));
  expect(await deliver(delivery(paid))).toMatchObject({ status: 500, body: { code: 'internal_error' } });
});

test('a body of more than 256 KB is refused', async () => {
  const huge = delivery({ ...paid, padding: 'x'.repeat(300_000) });
  expect(await deliver(huge)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
});
