import { expect, test, vi } from 'vitest';
import { payAt } from '../../infra/local/demo/sandbox-client.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { webhookRoutes } from '../../shared/http/routes/webhooks.ts';
import { newCustomer, entryText } from '../support/customer.ts';
import { callApi } from '../support/http.ts';
import { PATIENCE } from '../support/patience.ts';
import { paymentQueue } from '../support/queue.ts';
import { startStackOnDisk } from '../support/stack-on-disk.ts';
import { signed, stripeEvent } from '../support/stripe.ts';

test('while the queue is down, a webhook gets an error and is sent again until it is accepted', async () => {
  const { stack, startQueuesAgain } = await startStackOnDisk();
  const customer = await newCustomer(stack.api);
  const { url } = await customer.begin();
  await stack.sandbox.control('', { retryAfterMs: 200 });
  await stack.stopEngine('sqs');
  await payAt(url, 'paid');
  await vi.waitFor(async () => {
    const statuses = (await stack.sandbox.deliveries()).map(({ status }) => status);
    expect(statuses).toContain(500);
  }, PATIENCE);
  const { payload, signature } = signed(stripeEvent('checkout.session.completed'), {
    secret: stack.webhookSecret('demo'),
  });
  const refused = await callApi(stack.api, webhookRoutes.receiveWebhook, {
    params: { agencyId: 'demo', provider: 'stripe' },
    raw: payload,
    headers: { 'stripe-signature': signature },
  });
  expect(refused).toMatchObject({ status: 500, body: { code: 'internal_error' } });
  expect(await customer.balance()).toBe(0);

  await startQueuesAgain();
  await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
  await paymentQueue(stack).drained();
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100']);
});

test('while the table is down, a payment stays in the queue, and is credited afterwards', async () => {
  const { stack, startTablesAgain } = await startStackOnDisk();
  const queue = paymentQueue(stack);
  const customer = await newCustomer(stack.api);
  const { url } = await customer.begin();
  await queue.configure({ VisibilityTimeout: 2 });
  await stack.stopEngine('dynamoDb');
  await payAt(url, 'paid');
  await vi.waitFor(() => expect(stack.log.join('\n')).toContain('1 message(s), 1 failed'), PATIENCE);
  const read = await customer.call(accountRoutes.getAccount);
  expect(read).toMatchObject({ status: 503, body: { code: 'busy' } });
  expect(read.headers.get('retry-after')).toBe('1');

  await startTablesAgain();
  await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
  await queue.drained();
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100']);
});

test('an invalid message ends in the dead-letter queue and delays no payment', async () => {
  const { stack } = await startStackOnDisk();
  const queue = paymentQueue(stack);
  await queue.configure({ VisibilityTimeout: 1 });
  await queue.send('{"fact":"none"}');
  const customer = await newCustomer(stack.api);
  await customer.buy(100);
  await vi.waitFor(async () => expect(await queue.deadLetters()).toBe(1), PATIENCE);
  expect(await queue.depth()).toBe(0);
});
