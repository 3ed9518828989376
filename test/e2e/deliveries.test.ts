import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { payAt, type Delivery } from '../../infra/local/demo/sandbox-client.ts';
import { newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { settled } from '../support/settled.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

const COMPLETED = 'checkout.session.completed';
const SUCCEEDED = 'checkout.session.async_payment_succeeded';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());
afterEach(() => stack.sandbox.control('/reset'));

const sent = async (type: string): Promise<Delivery[]> =>
  (await stack.sandbox.deliveries()).filter((delivery) => delivery.type === type);

test.each([
  ['in order', { order: 'none' }, 'same_event'],
  ['the last first', { order: 'reverse' }, 'same_event'],
  ['mixed up', { order: 'shuffle', seed: 7 }, 'same_event'],
  ['mixed up, each as an event of its own', { order: 'shuffle', seed: 11 }, 'new_event'],
])('twenty deliveries of one slow payment, %s, credit it once', async (_, release, repeatAs) => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await stack.sandbox.control('', { types: [COMPLETED, SUCCEEDED], hold: true, repeat: 10, repeatAs });
  const earlier = (await stack.sandbox.deliveries())[0]?.number ?? 0;
  await payAt(url, 'async');
  await stack.sandbox.settle(url, 'succeed');
  await stack.sandbox.control('/release', release);
  await settled(stack);

  const ours = (await stack.sandbox.deliveries()).filter(({ number }) => number > earlier);
  expect(ours.filter(({ type }) => type === COMPLETED)).toHaveLength(10);
  expect(ours.filter(({ type }) => type === SUCCEEDED)).toHaveLength(10);
  expect(ours.every(({ status }) => status === 200)).toBe(true);
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100']);
  expect(await customer.checkout(id)).toMatchObject({ status: 'paid' });
});

test('a completed but unpaid session credits nothing, however often it is delivered', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await stack.sandbox.control('', { types: [COMPLETED], repeat: 10 });
  await payAt(url, 'async');
  await settled(stack);
  expect(await customer.balance()).toBe(0);
  expect(await customer.checkout(id)).toMatchObject({ status: 'processing' });
});

test('an event delivered again after the credits were spent credits nothing more', async () => {
  const customer = await newCustomer(stack.api);
  await customer.buy(100);
  await customer.spend(100);
  const [{ event } = { event: '' }] = await sent(COMPLETED);
  await stack.sandbox.resend(event);
  await stack.sandbox.resend(event, { asNewEvent: true });
  await settled(stack);
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100', 'out spend 100 = 0']);
});

test.each(['wrong', 'old', 'missing'])(
  'an event whose signature is %s is refused and credits nothing',
  async (signature) => {
    const customer = await newCustomer(stack.api);
    const { url } = await customer.begin();
    await stack.sandbox.control('', { types: [COMPLETED], signature });
    await payAt(url, 'paid');
    await vi.waitFor(async () => expect((await sent(COMPLETED))[0]?.status).toBe(400), PATIENCE);
    expect(await customer.balance()).toBe(0);

    const [{ event, number } = { event: '', number: 0 }] = await sent(COMPLETED);
    await stack.sandbox.control(`/deliveries/${number}/drop`);
    await stack.sandbox.resend(event);
    await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
  },
);

test.each([
  ['amount', { reportAmount: 1 }],
  ['currency', { reportCurrency: 'usd' }],
])('a payment with another %s than requested credits nothing and is under review', async (_, report) => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await stack.sandbox.control('', report);
  await payAt(url, 'paid');
  await vi.waitFor(
    async () => expect(await customer.checkout(id)).toMatchObject({ status: 'under_review' }),
    PATIENCE,
  );
  expect(await customer.entries()).toEqual([]);
});
