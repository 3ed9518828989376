import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { captureOrderIn } from '../../functions/payment-worker/capture-order.ts';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { call } from '../support/api.ts';
import { putPackage, somePackage } from '../support/catalog.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { serve, textOf } from '../support/http-stub.ts';
import { accountOfOpenAgency, findingsOf, openTestLedger, readAccount } from '../support/ledger.ts';
import { paypalForTest } from '../support/paypal.ts';
import { connectingTo, webhookHandler } from '../support/providers.ts';
import { record } from '../support/sqs.ts';
import { PATIENCE } from '../support/patience.ts';

const sqs = mockClient(SQSClient);

/** What the sandbox says it sent. */
const sent = z.object({ deliveries: z.array(z.object({ event: z.string() })) });

/** A store that takes PayPal, and PayPal: what is sent there comes here as a webhook, through the queue. */
const openStore = async () => {
  const ledger = openTestLedger();
  const caller = await accountOfOpenAgency(ledger, { providers: ['paypal'] });
  await putPackage(ledger.table, somePackage(caller.agency));

  const answers: number[] = [];
  const url = await serve(async (request, response) => {
    const raw = await textOf(request);
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const params = { agencyId: caller.agency, provider: 'paypal' };
    const { status } = await call(webhooks, webhookRoutes.receiveWebhook, { params, raw, headers });
    answers.push(status);
    response.writeHead(status).end();
  });
  const paypal = await paypalForTest({ url, id: 'WEBHOOK1' });
  const { credentials, sandbox } = paypal;

  const takeFact = takeFactsInto(ledger);
  const connect = connectingTo({ paypal: credentials });
  const webhooks = webhookHandler(async () => ({
    paypal: { webhookIds: ['WEBHOOK1'], certificateBase: `${sandbox.url}/paypal` },
  }));
  const captureOrder = captureOrderIn(ledger.table, completeCheckoutWith(connect, takeFact, Date.now));
  const settle = settlePayment(takeFact, captureOrder, connect);
  sqs.reset();
  sqs.on(SendMessageCommand).callsFake(async ({ MessageBody = '' }) => {
    const answer = await workOff(settle, [record(MessageBody)], () => 30_000);
    if (answer.batchItemFailures.length > 0) throw new Error('not settled');
    return { MessageId: '1' };
  });

  const handler = checkoutHandler(ledger, connect);
  const buy = async () => {
    const bought = await call(handler, checkoutRoutes.createCheckout, {
      caller,
      headers: { 'idempotency-key': 'k' },
      body: { provider: 'paypal', packageId: 'starter' },
    });
    const { id, url: page } = z.object({ id: z.string(), url: z.string() }).parse(bought.body);
    return { id, order: new URL(page).searchParams.get('token') ?? '' };
  };
  const complete = async (id: string) =>
    await call(handler, checkoutRoutes.completeCheckout, { caller, params: { checkoutId: id } });
  const balance = async () => (await readAccount(ledger, caller)).balance;
  const settled = async (expected: number) => {
    await vi.waitFor(async () => expect(await balance()).toBe(expected), PATIENCE);
  };
  const findings = async () => await findingsOf(ledger, caller);
  return { ...paypal, buy, complete, balance, settled, findings, answers };
};

test('a customer who pays, closes the window and never returns gets the credits', async () => {
  const { buy, approve, settled, findings } = await openStore();
  const { order } = await buy();
  await approve(order);
  await settled(110);
  expect(await findings()).toEqual([]);
});

test('a customer who returns gets the credits with the answer, while all webhooks are lost', async () => {
  const { buy, approve, control, complete, balance } = await openStore();
  await control({ drop: 'all' });
  const { id, order } = await buy();
  expect(await complete(id)).toMatchObject({ status: 200, body: { status: 'open' } });
  await approve(order);
  expect(await complete(id)).toMatchObject({ status: 200, body: { status: 'paid' } });
  expect(await balance()).toBe(110);
});

test('three deliveries of each event, in any order, while the customer returns: credited once', async () => {
  const { buy, approve, control, complete, settled, balance, answers } = await openStore();
  await control({ repeat: 3, repeatAs: 'new_event', reorder: 'shuffle', reorderWindowMs: 100 });
  const { id, order } = await buy();
  await approve(order);
  const answered = await Promise.all(Array.from({ length: 4 }, async () => await complete(id)));
  expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([200]));
  await settled(110);
  await vi.waitFor(() => expect(answers.length).toBeGreaterThanOrEqual(6), PATIENCE);
  expect(await balance()).toBe(110);
});

test('refunds, a reversal and its outcome are deducted from the credits', async () => {
  const { buy, approve, happens, settled, findings } = await openStore();
  const { order } = await buy();
  await approve(order);
  await settled(110);
  await happens(`captures/${order}/refund`, { amount: 200 });
  await settled(88);
  await happens(`captures/${order}/refund`, { amount: 300 });
  await settled(55);
  await happens(`captures/${order}/reverse`);
  await settled(0);
  expect(await findings()).toEqual([]);
});

test.each([
  ['RESOLVED_BUYER_FAVOUR', 0],
  ['RESOLVED_SELLER_FAVOUR', 110],
  ['CANCELED_BY_BUYER', 110],
])('a dispute takes the credits while it is open; %s leaves %i', async (outcome, left) => {
  const { buy, approve, happens, settled, findings } = await openStore();
  const { order } = await buy();
  await approve(order);
  await settled(110);
  const opened = await happens(`captures/${order}/dispute`, { stage: 'INQUIRY' });
  const dispute = `disputes/${z.string().parse(opened['dispute_id'])}`;
  await happens(`${dispute}/update`, { stage: 'CHARGEBACK' });
  await settled(0);
  await happens(`${dispute}/resolve`, { outcome });
  await settled(left);
  expect(await findings()).toEqual([]);
});

test.each([
  ['complete', 110, 'paid'],
  ['deny', 0, 'failed'],
])('a pending payment credits nothing until PayPal decides: %s gives %i', async (end, credits, status) => {
  const { buy, approve, happens, complete, balance, settled, control } = await openStore();
  await control({ settleAfterMs: null });
  const { id, order } = await buy();
  await approve(order, { capture: 'pending' });
  expect(await complete(id)).toMatchObject({ body: { status: 'processing' } });
  expect(await balance()).toBe(0);
  await happens(`captures/${order}/${end}`);
  await settled(credits);
  expect(await complete(id)).toMatchObject({ body: { status } });
});

test('a payment of another amount than requested credits nothing and is under review', async () => {
  const { buy, approve, complete, balance } = await openStore();
  const { id, order } = await buy();
  await approve(order, { amount: 1 });
  expect(await complete(id)).toMatchObject({ body: { status: 'under_review' } });
  expect(await balance()).toBe(0);
});

test.each(['wrong', 'missing', 'expired_certificate', 'foreign_certificate'])(
  'an event with a signature that is %s is refused, and a valid one later accepted',
  async (signature) => {
    const { buy, approve, control, settled, balance, answers, sandbox } = await openStore();
    await control({ signature, retryAfterMs: 60_000 });
    const { order } = await buy();
    await approve(order);
    await vi.waitFor(() => expect(answers).toEqual([400]), PATIENCE);
    expect(await balance()).toBe(0);
    const { deliveries } = sent.parse(await (await fetch(`${sandbox.url}/controls`)).json());
    await control({ signature: 'valid' });
    await fetch(`${sandbox.url}/controls/events/${deliveries[0]?.event}/resend`, {
      method: 'POST',
      body: '{}',
    });
    await settled(110);
  },
);
