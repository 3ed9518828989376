import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { approveAt, payAt } from '../../infra/local/demo/sandbox-client.ts';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { settled } from '../support/settled.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());
afterEach(() => stack.sandbox.control('/reset'));

const STUDIO = ['in checkout 500 = 500', 'in bonus 50 = 550'];

const beginStudio = async () => {
  const customer = await newCustomer(stack.api);
  return { customer, ...(await customer.begin({ packageId: 'studio' }, 'paypal')) };
};

test('a customer who returns from PayPal has the credits at once, and later webhooks change nothing', async () => {
  const { customer, id, url } = await beginStudio();
  await stack.sandbox.control('', { hold: true });
  const next = new URL((await approveAt(url, 'approve')) ?? '');
  expect(Object.fromEntries(next.searchParams)).toMatchObject({ checkout: id, outcome: 'success' });
  expect(await customer.balance()).toBe(0);

  expect(await customer.complete(id)).toMatchObject({ status: 'paid', credits: 500, bonusCredits: 50 });
  expect((await customer.entries()).map(entryText)).toEqual(STUDIO);
  await stack.sandbox.control('/release');
  await settled(stack);
  expect(await customer.complete(id)).toMatchObject({ status: 'paid' });
  expect((await customer.entries()).map(entryText)).toEqual(STUDIO);
});

test('ten concurrent completions of one checkout all report it as paid, and it is credited once', async () => {
  const { customer, id, url } = await beginStudio();
  await approveAt(url, 'approve');
  const answers = await Promise.all(Array.from({ length: 10 }, () => customer.complete(id)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['paid']));
  await settled(stack);
  expect((await customer.entries()).map(entryText)).toEqual(STUDIO);
});

test('a customer who approves and never returns gets the credits by webhook alone', async () => {
  const { customer, id, url } = await beginStudio();
  expect(await approveAt(url, 'approve_and_leave')).toBeNull();
  await vi.waitFor(async () => expect(await customer.balance()).toBe(550), PATIENCE);
  await settled(stack);
  expect((await customer.entries()).map(entryText)).toEqual(STUDIO);
  expect(await customer.checkout(id)).toMatchObject({ status: 'paid' });
  expect(await customer.receipts()).toMatchObject([
    {
      id: expect.stringMatching(/^paypal_/),
      status: 'paid',
      provider: 'paypal',
      checkoutId: id,
      price: { amount: 4500, currency: 'EUR' },
      credits: 550,
    },
  ]);
});

test('a customer who has not approved, or cancels, has an open checkout and no credits', async () => {
  const { customer, id, url } = await beginStudio();
  expect(await customer.complete(id)).toMatchObject({ status: 'open', url });
  const back = new URL(await payAt(url, 'cancel'));
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ checkout: id, outcome: 'cancelled' });
  expect(await customer.complete(id)).toMatchObject({ status: 'open', url });
  expect(await customer.entries()).toEqual([]);
  await approveAt(url, 'approve');
  expect(await customer.complete(id)).toMatchObject({ status: 'paid' });
});

test('a payment that PayPal holds back is credited when it goes through, and not before', async () => {
  const { customer, id, url } = await beginStudio();
  await stack.sandbox.control('', { settleAfterMs: null });
  await approveAt(url, 'approve', { capture: 'pending' });
  expect(await customer.complete(id)).toMatchObject({ status: 'processing' });
  await settled(stack);
  expect(await customer.entries()).toEqual([]);
  await stack.sandbox.paypal(url, 'complete');
  await vi.waitFor(async () => expect(await customer.balance()).toBe(550), PATIENCE);
  expect(await customer.checkout(id)).toMatchObject({ status: 'paid' });
});

test('a payment that PayPal declines credits nothing', async () => {
  const { customer, id, url } = await beginStudio();
  await approveAt(url, 'approve', { capture: 'declined' });
  expect((await customer.complete(id)).status).not.toBe('paid');
  await settled(stack);
  expect(await customer.entries()).toEqual([]);
});

test('while PayPal does not answer, the customer is asked to retry and loses nothing', async () => {
  const { customer, id, url } = await beginStudio();
  await stack.sandbox.control('', { drop: 'all' });
  await approveAt(url, 'approve');
  await stack.sandbox.control('', { api: { fail: 'all', only: '/paypal/v2' } });
  const answer = await customer.call(checkoutRoutes.completeCheckout, { params: { checkoutId: id } });
  expect(answer).toMatchObject({ status: 503, body: { code: 'provider_unreachable' } });
  expect(answer.headers.get('retry-after')).toBe('1');
  await stack.sandbox.control('', { api: { fail: 0, loseAnswers: 1, only: '/paypal/v2' } });
  await customer.call(checkoutRoutes.completeCheckout, { params: { checkoutId: id } });
  expect(await customer.complete(id)).toMatchObject({ status: 'paid' });
  expect((await customer.entries()).map(entryText)).toEqual(STUDIO);
});
