import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { payAt, sessionOf } from '../../infra/local/demo/sandbox-client.ts';
import { newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

test('a payment is credited once, can be spent, and shows in the history with its balances', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin({ packageId: 'studio' });
  expect(await customer.checkout(id)).toMatchObject({ status: 'open', credits: 500, bonusCredits: 50, url });

  const next = new URL(await payAt(url, 'paid'));
  expect(Object.fromEntries(next.searchParams)).toEqual({ checkout: id, outcome: 'success' });
  await vi.waitFor(async () => expect(await customer.balance()).toBe(550), PATIENCE);
  await vi.waitFor(async () => {
    const checkout = await customer.checkout(id);
    expect(checkout.status).toBe('paid');
    expect(checkout.url).toBeUndefined();
  }, PATIENCE);

  expect(await customer.spend(120)).toMatchObject({ status: 201 });
  expect(await customer.spend(30)).toMatchObject({ status: 201 });
  expect((await customer.entries()).map(entryText)).toEqual([
    'in checkout 500 = 500',
    'in bonus 50 = 550',
    'out spend 120 = 430',
    'out spend 30 = 400',
  ]);
});

test('a customer who cancels at the provider pays nothing and can still pay', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  const back = new URL(await payAt(url, 'cancel'));
  expect(Object.fromEntries(back.searchParams)).toEqual({ checkout: id, outcome: 'cancelled' });
  expect(await customer.checkout(id)).toMatchObject({ status: 'open', url });
  await payAt(url, 'paid');
  await vi.waitFor(async () => expect(await customer.balance()).toBe(100), PATIENCE);
});

test('a slow payment is processing until the bank confirms it, and credits only then', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await payAt(url, 'async');
  await vi.waitFor(
    async () => expect(await customer.checkout(id)).toMatchObject({ status: 'processing' }),
    PATIENCE,
  );
  expect(await customer.entries()).toEqual([]);
  await stack.sandbox.settle(url, 'succeed');
  await vi.waitFor(
    async () => expect(await customer.checkout(id)).toMatchObject({ status: 'paid' }),
    PATIENCE,
  );
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100']);
});

test('a slow payment that the bank refuses fails and credits nothing', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await payAt(url, 'async');
  await stack.sandbox.settle(url, 'fail');
  await vi.waitFor(
    async () => expect(await customer.checkout(id)).toMatchObject({ status: 'failed' }),
    PATIENCE,
  );
  expect(await customer.entries()).toEqual([]);
});

test('an expired session closes its checkout', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await stack.sandbox.control(`/sessions/${sessionOf(url)}/expire`);
  await vi.waitFor(
    async () => expect(await customer.checkout(id)).toMatchObject({ status: 'expired' }),
    PATIENCE,
  );
});
