import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { approveAt, payAt } from '../../infra/local/demo/sandbox-client.ts';
import { accountRoutes } from '../../shared/http/routes/account.ts';
import { type Customer, newCustomer, entryText } from '../support/customer.ts';
import { PATIENCE } from '../support/patience.ts';
import { settled } from '../support/settled.ts';
import { sharedTestStack, type TestStack } from '../support/stack.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await sharedTestStack();
});
afterAll(() => stack.stop());

const becomes = (customer: Customer, balance: number) =>
  vi.waitFor(async () => expect(await customer.balance()).toBe(balance), PATIENCE);

/** A customer who has paid for 100 credits. @returns also the page where that happened */
const newBuyer = async (provider: 'stripe' | 'paypal' = 'stripe') => {
  const customer = await newCustomer(stack.api);
  const { url } = await customer.begin({ packageId: 'starter' }, provider);
  await (provider === 'stripe' ? payAt(url, 'paid') : approveAt(url, 'approve_and_leave'));
  await becomes(customer, 100);
  return { customer, url };
};

test('a refund of half-spent credits leaves a debt; nothing can be spent until new credits have paid it', async () => {
  const { customer, url } = await newBuyer();
  await customer.spend(60);
  await stack.refund(url);
  await becomes(customer, -60);
  expect((await customer.call(accountRoutes.getAccount)).body).toMatchObject({
    balance: -60,
    available: 0,
    debt: 60,
    state: 'debt',
    allowed: { spendCredits: { allowed: false, reasons: [{ code: 'account_in_debt' }] } },
  });
  expect(await customer.spend(1)).toMatchObject({ status: 402, body: { code: 'account_in_debt' } });

  await customer.buy(100);
  expect(await customer.spend(40)).toMatchObject({ status: 201 });
  expect((await customer.entries()).map(entryText)).toEqual([
    'in checkout 100 = 100',
    'out spend 60 = 40',
    'out payment_reversed 100 = -60',
    'in checkout 100 = 40',
    'out spend 40 = 0',
  ]);
  const [, refunded] = await customer.receipts();
  expect(refunded).toMatchObject({
    status: 'refunded',
    credits: 0,
    refunds: [{ status: 'succeeded', money: { amount: 1000, currency: 'EUR' } }],
  });
});

test('partial refunds take credits back in proportion, and in the end all of them', async () => {
  const { customer, url } = await newBuyer();
  for (const [amount, left] of [
    [333, 67],
    [333, 33],
    [334, 0],
  ] as const) {
    await stack.refund(url, amount);
    await becomes(customer, left);
  }
  expect(await customer.receipts()).toMatchObject([{ status: 'refunded', credits: 0 }]);
});

describe('a dispute', () => {
  test('takes the credits when it opens, and nothing more when it is lost', async () => {
    const { customer, url } = await newBuyer();
    const id = await stack.sandbox.dispute(url);
    await becomes(customer, 0);
    expect(await customer.receipts()).toMatchObject([{ status: 'disputed', disputes: [{ status: 'open' }] }]);
    await stack.sandbox.decide(id, 'lost');
    await settled(stack);
    expect((await customer.entries()).map(entryText)).toEqual([
      'in checkout 100 = 100',
      'out payment_reversed 100 = 0',
    ]);
    expect(await customer.receipts()).toMatchObject([{ status: 'disputed', disputes: [{ status: 'lost' }] }]);
  });

  test('gives the credits back when it is won', async () => {
    const { customer, url } = await newBuyer();
    await customer.spend(30);
    const id = await stack.sandbox.dispute(url);
    await becomes(customer, -30);
    await stack.sandbox.decide(id, 'won');
    await becomes(customer, 70);
    await settled(stack);
    expect((await customer.entries()).map(entryText)).toEqual([
      'in checkout 100 = 100',
      'out spend 30 = 70',
      'out payment_reversed 100 = -30',
      'in payment_reinstated 100 = 70',
    ]);
    expect(await customer.spend(70)).toMatchObject({ status: 201 });
  });

  test('moves nothing while it is only an inquiry', async () => {
    const { customer, url } = await newBuyer();
    await stack.sandbox.decide(await stack.sandbox.dispute(url, { inquiry: true }), 'warning_closed');
    await settled(stack);
    expect(await customer.entries()).toHaveLength(1);
    expect(await customer.receipts()).toMatchObject([{ status: 'paid', disputes: [{ status: 'warning' }] }]);
  });
});

describe('at PayPal', () => {
  test('a refund takes credits back in proportion', async () => {
    const { customer, url } = await newBuyer('paypal');
    await stack.sandbox.paypal(url, 'refund', { amount: 250 });
    await becomes(customer, 75);
    expect(await customer.receipts()).toMatchObject([{ status: 'partly_refunded', credits: 75 }]);
  });

  test.each([
    ['RESOLVED_BUYER_FAVOUR', 0],
    ['RESOLVED_SELLER_FAVOUR', 100],
  ])('a dispute and the reversal that carries it out count once: %s', async (outcome, left) => {
    const { customer, url } = await newBuyer('paypal');
    const id = await stack.sandbox.disputeAtPaypal(url, { stage: 'CHARGEBACK' });
    await becomes(customer, 0);
    await stack.sandbox.control(`/paypal/disputes/${id}/resolve`, { outcome });
    await becomes(customer, left);
    await settled(stack);
    expect(await customer.balance()).toBe(left);
  });
});
