import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { checkoutView } from '../../shared/http/routes/checkout-views.ts';
import { type Customer, newCustomer, entryText } from '../support/customer.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

type Answer = Awaited<ReturnType<Customer['call']>>;

/** Does as a client should: a busy machine may answer 503 with Retry-After, which is no outcome yet. */
const untilAnswered = async (call: () => Promise<Answer>): Promise<Answer> => {
  const answer = await call();
  if (answer.status !== 503) return answer;
  await sleep(1000 * Number(answer.headers.get('retry-after')));
  return await untilAnswered(call);
};

const times = (count: number, call: (turn: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, turn) => untilAnswered(() => call(turn))));

test('64 concurrent spends on credits for 40: 40 succeed, 24 are refused', async () => {
  const customer = await newCustomer(stack.api);
  await customer.buy(40);
  const answers = await times(64, () => customer.spend(1));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(40);
  expect(answers.filter(({ status }) => status === 402)).toHaveLength(24);
  expect((await customer.entries()).map(entryText)).toEqual([
    'in checkout 40 = 40',
    ...Array.from({ length: 40 }, (_, spent) => `out spend 1 = ${39 - spent}`),
  ]);
});

test('32 concurrent spends under one key: one moves credits, and all get its answer', async () => {
  const customer = await newCustomer(stack.api);
  await customer.buy(40);
  const answers = await times(32, () => customer.spend(1, 'one-key'));
  const [first] = answers;
  expect(answers.every(({ status }) => status === 201)).toBe(true);
  expect(answers.every(({ body }) => JSON.stringify(body) === JSON.stringify(first?.body))).toBe(true);
  expect(answers.filter(({ headers }) => !headers.has('idempotent-replayed'))).toHaveLength(1);
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 40 = 40', 'out spend 1 = 39']);
});

test('16 different spends under one key move credits once', async () => {
  const customer = await newCustomer(stack.api);
  await customer.buy(200);
  const answers = await times(16, (turn) => customer.spend(turn + 1, 'one-key'));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(15);
  expect(await customer.entries()).toHaveLength(2);
});

test('16 concurrent checkouts under one key: one checkout with one payment page', async () => {
  const customer = await newCustomer(stack.api);
  const answers = await times(16, () =>
    customer.call(checkoutRoutes.createCheckout, {
      headers: { 'idempotency-key': 'one-key' },
      body: { provider: 'stripe', packageId: 'starter' },
    }),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 16 }, () => 201));
  const begun = answers.map(({ body }) => checkoutView.parse(body));
  expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
  expect(new Set(begun.map(({ url }) => url)).size).toBe(1);
});
