import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import path from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import createSpend from '../../events/api-gateway/create-spend.json' with { type: 'json' };
import getAccount from '../../events/api-gateway/get-account.json' with { type: 'json' };
import stripeWebhook from '../../events/api-gateway/stripe-webhook.json' with { type: 'json' };
import paymentMessages from '../../events/sqs/payment-messages.json' with { type: 'json' };
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { receiveStripe } from '../../functions/webhooks/receive-stripe.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { paymentMessage } from '../../shared/messages/payment.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import { settingsKey } from '../../shared/table/keys.ts';
import { lambdaContext } from '../support/api.ts';
import { clientHandler } from '../support/client-handler.ts';
import { give, openTestLedger, readAccount, someSettings } from '../support/ledger.ts';
import { openCheckout } from '../support/payments.ts';
import { project } from './sources.ts';

/** Whom all samples are about. */
const ref = { agency: 'acme', account: 'alice' };
const CHECKOUT = 'chk_7d793037a0760186574b0282f2f435e7';
const OTHER_CHECKOUT = 'chk_9b74c9897bac770ffc029102a200c5de';

const ledger = openTestLedger();

beforeAll(() =>
  putGuarded(ledger.table, {
    key: settingsKey(ref.agency),
    item: someSettings(ref.agency),
    version: 0,
  }),
);
afterEach(() => void vi.useRealTimers());

/** The type asks for two members that an HTTP API does not send. */
const typed = <Event extends { requestContext: { authorizer: object } }>(event: Event) => ({
  ...event,
  requestContext: {
    ...event.requestContext,
    authorizer: { principalId: '', integrationLatency: 0, ...event.requestContext.authorizer },
  },
});

test('a customer’s requests, as API Gateway hands them on, are answered', async () => {
  const handler = clientHandler(ledger);
  const { balance } = await readAccount(ledger, ref);
  await give(ledger, ref, 100);
  const spent = await handler(typed(createSpend), lambdaContext);
  expect(spent).toMatchObject({ statusCode: 201 });
  expect(JSON.parse(spent.body ?? '')).toMatchObject({ entry: { amount: 30, reference: 'order-1042' } });
  const read = await handler(typed(getAccount), lambdaContext);
  expect(read).toMatchObject({ statusCode: 200 });
  expect(JSON.parse(read.body ?? '')).toMatchObject({ account: 'alice', balance: balance + 70 });
});

test('a webhook, as API Gateway hands it on, becomes the message that the payment worker is sampled with', async () => {
  // A signature is good for five minutes.
  vi.useFakeTimers({ toFake: ['Date'], now: stripeWebhook.requestContext.timeEpoch });
  const sqs = mockClient(SQSClient);
  sqs.on(SendMessageCommand).resolves({});
  const handler = apiHandler(webhookRoutes, {
    receiveStripe: receiveStripe({
      credentials: { webhooks: async () => ({ stripe: ['whsec_sample'] }) },
      sqs: new SQSClient({}),
      queue: 'https://sqs.eu-central-1.amazonaws.com/123456789012/payments',
    }),
  });
  expect(await handler(stripeWebhook, lambdaContext)).toMatchObject({ statusCode: 200 });
  const [sent] = sqs.commandCalls(SendMessageCommand);
  expect(sent?.args[0].input.MessageBody).toBe(paymentMessages.Records[0]?.body);
});

test('a batch of the payment queue credits what was paid, once', async () => {
  const { Records }: SQSEvent = paymentMessages;
  await openCheckout(ledger, ref, { id: CHECKOUT });
  await openCheckout(ledger, ref, { id: OTHER_CHECKOUT });
  const { balance } = await readAccount(ledger, ref);
  for (const record of Records) {
    expect(createHash('md5').update(record.body).digest('hex')).toBe(record.md5OfBody);
    expect(paymentMessage.safeParse(JSON.parse(record.body)).success).toBe(true);
    await settlePayment(ledger)(record);
  }
  expect(await readAccount(ledger, ref)).toMatchObject({ balance: balance + 110 });
});

test('no sample lies here without a test', () => {
  expect(globSync('{api-gateway,sqs}/*.json', { cwd: path.join(project, 'events') }).toSorted()).toEqual([
    'api-gateway/create-spend.json',
    'api-gateway/get-account.json',
    'api-gateway/stripe-webhook.json',
    'sqs/payment-messages.json',
  ]);
});
