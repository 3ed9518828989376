import { settingsItem } from '../../shared/table/items/settings.ts';
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { beforeAll, expect, test, vi } from 'vitest';
import createSpend from '../../events/api-gateway/create-spend.json' with { type: 'json' };
import getAccount from '../../events/api-gateway/get-account.json' with { type: 'json' };
import paymentMessages from '../../events/sqs/payment-messages.json' with { type: 'json' };
import paypalMessages from '../../events/sqs/paypal-messages.json' with { type: 'json' };
import requestMessages from '../../events/sqs/request-messages.json' with { type: 'json' };
import type { CaptureOrder } from '../../functions/payment-worker/capture-order.ts';
import { connecting } from '../support/providers.ts';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { decideIn } from '../../functions/credit-request-worker/decide.ts';
import { paymentMessage } from '../../shared/payments/message.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { lambdaContext } from '../support/api.ts';
import { clientHandler } from '../support/account-handler.ts';
import { give, openTestLedger, readAccount } from '../support/ledger.ts';
import { someSettings } from '../support/settings.ts';
import { openCheckout } from '../support/payments.ts';
import { putRequest, readRequest } from '../support/credit-requests.ts';
import { project } from '../support/sources.ts';

/** Whom all samples are about. */
const ref = { agency: 'acme', account: 'alice' };
const CHECKOUT = 'chk_7d793037a0760186574b0282f2f435e7';
const OTHER_CHECKOUT = 'chk_9b74c9897bac770ffc029102a200c5de';

const ledger = openTestLedger();

beforeAll(() =>
  putGuarded(ledger.table, {
    key: settingsKey(ref.agency),
    schema: settingsItem,
    item: someSettings(ref.agency),
    version: 0,
  }),
);

test('a customer’s requests, in API Gateway’s own event format, get their answers', async () => {
  const handler = clientHandler(ledger);
  const { balance } = await readAccount(ledger, ref);
  await give(ledger, ref, 100);
  const spent = await handler(createSpend, lambdaContext);
  expect(spent).toMatchObject({ statusCode: 201 });
  expect(JSON.parse(spent.body ?? '')).toMatchObject({ entry: { amount: 30, reference: 'order-1042' } });
  const read = await handler(getAccount, lambdaContext);
  expect(read).toMatchObject({ statusCode: 200 });
  expect(JSON.parse(read.body ?? '')).toMatchObject({ account: 'alice', balance: balance + 70 });
});

/** Works off a batch as it comes from the queue. @returns the orders that were to be captured */
const settleBatch = async ({ Records }: SQSEvent) => {
  const capture = vi.fn<CaptureOrder>(async () => 'done');
  const settle = settlePayment(takeFactsInto(ledger), capture, connecting());
  for (const record of Records) {
    expect(createHash('md5').update(record.body).digest('hex')).toBe(record.md5OfBody);
    expect(paymentMessage.safeParse(JSON.parse(record.body)).success).toBe(true);
  }
  expect(await workOff(settle, Records, () => 60_000)).toEqual({ batchItemFailures: [] });
  return capture.mock.calls;
};

test('a captured batch of the payment queue credits each payment once', async () => {
  await openCheckout(ledger, ref, { id: CHECKOUT });
  await openCheckout(ledger, ref, { id: OTHER_CHECKOUT });
  const { balance } = await readAccount(ledger, ref);
  expect(await settleBatch(paymentMessages)).toEqual([]);
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: balance + 110 });
});

test('a captured batch of the payment queue captures the approved order', async () => {
  const order = { type: 'order_approved', orderId: '5SAMPLE0RDER00001', checkoutId: CHECKOUT };
  expect(await settleBatch(paypalMessages)).toEqual([[ref.agency, 'paypal', expect.objectContaining(order)]]);
});

test('a captured batch of the request queue accepts a credit request in two steps, once', async () => {
  const id = 'req_0mmbz3k0o7c1a9e5f2b84d6730e1c';
  await putRequest(ledger, ref, { id }, Date.parse('2026-03-02T09:00:00Z'));
  const { balance } = await readAccount(ledger, ref);
  for (const record of requestMessages.Records) {
    expect(createHash('md5').update(record.body).digest('hex')).toBe(record.md5OfBody);
  }
  const answer = await workOff(decideIn(ledger), requestMessages.Records, () => 60_000);
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(await readRequest(ledger, { ...ref, id })).toMatchObject({
    status: 'accepted',
    decisions: [{ by: 'reviewer' }, { by: 'finance' }],
  });
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: balance + 100 });
});

test('every captured event has a test', () => {
  expect(
    globSync('{api-gateway,cognito,dynamodb-stream,schedule,sqs}/*', {
      cwd: path.join(project, 'events'),
    }).toSorted(),
  ).toEqual([
    'api-gateway/authorizer.json',
    'api-gateway/create-spend.json',
    'api-gateway/get-account.json',
    'api-gateway/paypal-certificate.pem',
    'api-gateway/paypal-webhook.json',
    'api-gateway/stripe-webhook.json',
    'cognito/machine.json',
    'cognito/sign-in.json',
    'dynamodb-stream/changes.json',
    'schedule/reconcile-nightly.json',
    'schedule/reconcile-recent.json',
    'schedule/sweep.json',
    'sqs/payment-messages.json',
    'sqs/paypal-messages.json',
    'sqs/request-messages.json',
  ]);
});
