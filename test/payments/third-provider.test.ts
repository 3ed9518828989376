import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { captureOrderIn } from '../../functions/payment-worker/capture-order.ts';
import { settlePayment } from '../../functions/payment-worker/settle-payment.ts';
import { reconcileAll } from '../support/in-process.ts';
import { booksWith } from '../../functions/reconciler/sources.ts';
import { receiveWebhook } from '../../functions/webhooks/receive-webhook.ts';
import { everyAgency } from '../../shared/agency/agencies.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { completeCheckoutWith } from '../../shared/payments/complete-checkout.ts';
import { connectWith, verifiersWith } from '../../shared/payments/connect.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import { providers } from '../../shared/payments/providers.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import { workOff } from '../../shared/queue/queue-worker.ts';
import type { Pass } from '../../shared/table/items/reconciliation.ts';
import { settingsItem } from '../../shared/table/items/settings.ts';
import { call } from '../support/api.ts';
import { putPackage, somePackage } from '../support/catalog.ts';
import { checkoutHandler } from '../support/checkout-handler.ts';
import { accountOfOpenAgency, findingsOf, openTestLedger, readAccount } from '../support/ledger.ts';
import { record } from '../support/sqs.ts';
import { memory, pay, refund } from './memory/provider.ts';

// The two lines that a third provider takes: its name, and its place in the registry.
vi.mock('../../shared/table/items/payment-status.ts', async (load) => ({
  ...(await load<object>()),
  provider: z.enum(['stripe', 'paypal', 'memory']),
}));
const registry = { ...providers, memory };

vi.mock('../../shared/agency/agencies.ts');
const sqs = mockClient(SQSClient);

const openStore = async () => {
  let ahead = 0;
  const ledger = openTestLedger({ now: () => Date.now() + ahead });
  const settings = settingsItem.pick({ providers: true }).parse({ providers: ['memory'] });
  const caller = await accountOfOpenAgency(ledger, settings);
  await putPackage(ledger.table, somePackage(caller.agency));
  vi.mocked(everyAgency).mockResolvedValue([caller.agency]);

  const secrets = {
    providers: async () => ({ memory: { key: 'right' } }),
    webhooks: async () => ({ memory: 'hush' }),
  };
  const connect = connectWith(registry, secrets);
  const takeFact = takeFactsInto(ledger);
  const complete = completeCheckoutWith(connect, takeFact, ledger.now);
  const worker = settlePayment(takeFact, captureOrderIn(ledger.table, complete), connect);
  sqs.on(SendMessageCommand).callsFake(async ({ MessageBody = '' }) => {
    expect(await workOff(worker, [record(MessageBody)], () => 60_000)).toEqual({ batchItemFailures: [] });
  });
  const queue = { sqs: new SQSClient({}), url: 'https://sqs.example/payments' };
  const webhooks = apiHandler(webhookRoutes, {
    receiveWebhook: receiveWebhook(verifiersWith(registry, secrets), queue),
  });
  const checkouts = checkoutHandler(ledger, connect);

  return {
    account: caller.account,
    buy: async (key: string) => {
      const { body } = await call(checkouts, checkoutRoutes.createCheckout, {
        caller,
        headers: { 'idempotency-key': key },
        body: { provider: 'memory', packageId: 'starter' },
      });
      const id = z.string().parse(body['id']);
      expect(body).toMatchObject({ provider: 'memory', url: `https://memory.example/${id}` });
      return id;
    },
    complete: async (checkoutId: string) =>
      await call(checkouts, checkoutRoutes.completeCheckout, { caller, params: { checkoutId } }),
    sendWebhook: async (fact: PaymentFact, secret = 'hush') =>
      await call(webhooks, webhookRoutes.receiveWebhook, {
        params: { agencyId: caller.agency, provider: 'memory' },
        headers: { 'memory-secret': secret },
        raw: JSON.stringify({ id: 'event-1', facts: [fact] }),
      }),
    /** A day later, since the nightly pass leaves out the last hours. */
    reconcile: async (pass: Pass) => {
      ahead += 24 * 60 * 60 * 1000;
      await reconcileAll({ ledger, takeFact, timeLeft: () => 900_000 }, booksWith(connect, ledger), pass);
    },
    balance: async () => (await readAccount(ledger, caller)).balance,
    findings: async () => await findingsOf(ledger, caller),
  };
};

test('a third provider opens, is paid, refunds and is reconciled, with only its own file and the registry', async () => {
  const store = await openStore();
  const checkout = await store.buy('told');
  const paid = pay(checkout, store.account);
  expect(await store.sendWebhook(paid, 'guessed')).toMatchObject({ body: { code: 'invalid_signature' } });
  expect(await store.balance()).toBe(0);
  expect(await store.sendWebhook(paid)).toMatchObject({ status: 200, body: { ignored: false } });
  expect(await store.balance()).toBe(110);
  await store.sendWebhook(refund(checkout, 500));
  expect(await store.balance()).toBe(55);
  expect(await store.findings()).toEqual([]);
});

test('a third provider’s customers who return get their credits with the answer', async () => {
  const store = await openStore();
  const checkout = await store.buy('back');
  expect(await store.complete(checkout)).toMatchObject({ body: { status: 'open' } });
  pay(checkout, store.account);
  expect(await store.complete(checkout)).toMatchObject({ body: { status: 'paid' } });
  expect(await store.balance()).toBe(110);
});

test.each<Pass>(['recent', 'nightly'])('what it told nobody, the %s pass finds', async (pass) => {
  const store = await openStore();
  const checkout = await store.buy('lost');
  pay(checkout, store.account);
  refund(checkout, 250);
  await store.reconcile(pass);
  expect(await store.balance()).toBe(82);
  expect(await store.findings()).toEqual([]);
});
