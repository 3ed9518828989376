import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { approveAt, payAt } from '../../infra/local/demo/sandbox-client.ts';
import { type Admin, adminOf } from '../support/admin.ts';
import { newCustomer, entryText } from '../support/customer.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
let admin: Admin;
beforeAll(async () => {
  stack = await startTestStack();
  admin = await adminOf(stack.api);
});
afterAll(() => stack.stop());
afterEach(() => stack.sandbox.control('/reset'));

const loseEverything = () => stack.sandbox.control('', { drop: 'all' });

/** The report of the latest run about a provider. */
const latest = async (provider: 'stripe' | 'paypal') =>
  (await admin.reports()).find((report) => report.provider === provider);

test('a payment whose webhooks are lost is credited by one run of the reconciler, and not again by the next', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin({ packageId: 'studio' });
  await loseEverything();
  await payAt(url, 'paid');
  expect(await customer.checkout(id)).toMatchObject({ status: 'open' });

  await stack.reconcile('recent');
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 500 = 500', 'in bonus 50 = 550']);
  expect(await customer.checkout(id)).toMatchObject({ status: 'paid' });
  expect(await latest('stripe')).toMatchObject({
    pass: 'recent',
    status: 'complete',
    healed: 1,
    mismatchCount: 0,
  });

  await stack.reconcile('recent');
  expect(await latest('stripe')).toMatchObject({ status: 'complete', healed: 0 });
  expect(await customer.entries()).toHaveLength(2);
});

test('for every payment outcome, one run of the reconciler replaces all lost webhooks', async () => {
  const [refunded, lost, won] = await Promise.all([1, 2, 3].map(() => newCustomer(stack.api)));
  await loseEverything();
  const pages: string[] = [];
  for (const customer of [refunded, lost, won]) {
    const { url } = (await customer?.begin({ credits: 100 })) ?? { url: '' };
    await payAt(url, 'paid');
    pages.push(url);
  }
  const [refundedPage = '', lostPage = '', wonPage = ''] = pages;
  await stack.refund(refundedPage, 400);
  await stack.sandbox.decide(await stack.sandbox.dispute(lostPage), 'lost');
  await stack.sandbox.decide(await stack.sandbox.dispute(wonPage), 'won');
  await stack.reconcile('recent');
  expect(await refunded?.balance()).toBe(60);
  expect(await lost?.balance()).toBe(0);
  expect(await won?.balance()).toBe(100);
});

test('a PayPal approval whose webhook is lost is captured and credited by the reconciler', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin({ packageId: 'starter' }, 'paypal');
  await loseEverything();
  await approveAt(url, 'approve_and_leave');
  await stack.reconcile('recent');
  expect((await customer.entries()).map(entryText)).toEqual(['in checkout 100 = 100']);
  expect(await customer.checkout(id)).toMatchObject({ status: 'paid' });
  expect(await latest('paypal')).toMatchObject({ status: 'complete', healed: 1 });
});

test('a customer who returns needs no webhook', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await loseEverything();
  await payAt(url, 'paid');
  expect(await customer.complete(id)).toMatchObject({ status: 'paid' });
  expect(await customer.balance()).toBe(100);
});

test('a payment that does not match its checkout is in one report, credits nothing, and is under review', async () => {
  const customer = await newCustomer(stack.api);
  const { id, url } = await customer.begin();
  await stack.sandbox.control('', { drop: 'all', reportAmount: 1 });
  await payAt(url, 'paid');
  await stack.reconcile('recent');
  expect(await latest('stripe')).toMatchObject({
    mismatchCount: 1,
    mismatches: [{ code: 'amount_differs', paymentId: expect.stringMatching(/^pi_/) }],
  });
  await stack.reconcile('recent');
  expect(await latest('stripe')).toMatchObject({ mismatchCount: 0 });
  expect(await customer.checkout(id)).toMatchObject({ status: 'under_review' });
  expect(await customer.receipts()).toMatchObject([{ status: 'under_review', credits: 0 }]);
  expect(await customer.entries()).toEqual([]);
});

test('a provider that rate-limits us is retried later in the same run', async () => {
  const customer = await newCustomer(stack.api);
  const { url } = await customer.begin();
  await loseEverything();
  await payAt(url, 'paid');
  await stack.sandbox.control('', { api: { fail: 1, status: 429, only: '/v1/events' } });
  await stack.reconcile('recent');
  expect(await latest('stripe')).toMatchObject({ status: 'complete', healed: 1 });
  expect(await customer.balance()).toBe(100);
});
