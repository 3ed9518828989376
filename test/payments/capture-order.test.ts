import { expect, test } from 'vitest';
import { captureOrderIn } from '../../functions/payment-worker/capture-order.ts';
import { err, ok } from '../../shared/kernel/result.ts';
import type { OrderApproved } from '../../shared/payments/message.ts';
import { completeCheckoutWith, type CompletionError } from '../../shared/payments/complete-checkout.ts';
import { takeFactsInto } from '../../shared/payments/take-fact.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { openTestLedger, readAccount, someAccount } from '../support/ledger.ts';
import { openCheckout, paidFact } from '../support/payments.ts';
import { connecting } from '../support/providers.ts';

const ledger = openTestLedger();
const session = { id: 'ORDER1', url: 'https://pay.example/ORDER1' };

const begin = async (more: Partial<Checkout> = {}) =>
  await openCheckout(ledger, someAccount(), { provider: 'paypal', session, ...more });

const approval = (checkout: Checkout, more: Partial<OrderApproved> = {}): OrderApproved => ({
  type: 'order_approved',
  orderId: 'ORDER1',
  checkoutId: checkout.id,
  account: checkout.account,
  at: '2026-03-01T00:00:00.000Z',
  ...more,
});

/** A worker whose provider takes every payment, and remembers of which checkouts. */
const open = () => {
  const asked: string[] = [];
  const connect = connecting({
    ask: async (checkout) => {
      asked.push(checkout.id);
      return ok([paidFact(checkout, { paymentId: 'CAPTURE1' })]);
    },
  });
  const complete = completeCheckoutWith(connect, takeFactsInto(ledger), ledger.now);
  return { asked, capture: captureOrderIn(ledger.table, complete) };
};

test('the order of a checkout is captured and credited at once, even if it is reported repeatedly', async () => {
  const checkout = await begin();
  const { capture } = open();
  await capture(checkout.agency, 'paypal', approval(checkout));
  await capture(checkout.agency, 'paypal', approval(checkout));
  expect(await readAccount(ledger, checkout)).toMatchObject({ balance: 110 });
});

test('the order is found by the checkout alone', async () => {
  const checkout = await begin();
  const { capture } = open();
  const { account: _, ...approved } = approval(checkout);
  await capture(checkout.agency, 'paypal', approved);
  expect(await readAccount(ledger, checkout)).toMatchObject({ balance: 110 });
});

test('I8: an agency without that checkout does not find it', async () => {
  const checkout = await begin();
  const { asked, capture } = open();
  const { account: _, ...approved } = approval(checkout);
  await capture(someAccount().agency, 'paypal', approved);
  expect(asked).toEqual([]);
});

test.each<[string, Partial<Checkout>, Partial<OrderApproved>]>([
  ['a checkout that we do not know', {}, { checkoutId: 'chk_none' }],
  ['an account that has no such checkout', {}, { account: 'neighbour' }],
  ['another order than the one that we opened', {}, { orderId: 'ORDER2' }],
  ['a checkout at another provider', { provider: 'stripe' }, {}],
])('an order of %s is not captured, and its message is done', async (_, more, outcome) => {
  const checkout = await begin(more);
  const { asked, capture } = open();
  expect(await capture(checkout.agency, 'paypal', approval(checkout, outcome))).toBe('done');
  expect(asked).toEqual([]);
});

test('I8: the order of another agency’s checkout is not captured', async () => {
  const checkout = await begin();
  const { asked, capture } = open();
  await capture(someAccount().agency, 'paypal', approval(checkout));
  expect(asked).toEqual([]);
});

test('an order that cannot be captured yet is done: its customer can try again', async () => {
  const checkout = await begin();
  const capture = captureOrderIn(
    ledger.table,
    completeCheckoutWith(connecting(), takeFactsInto(ledger), ledger.now),
  );
  expect(await capture(checkout.agency, 'paypal', approval(checkout))).toBe('done');
});

test.each<CompletionError>([
  { code: 'provider_unreachable' },
  { code: 'provider_refused' },
  { code: 'provider_not_available' },
  { code: 'busy' },
])('%o is retried, and in the end raises an alarm', async (error) => {
  const checkout = await begin();
  const capture = captureOrderIn(ledger.table, async () => err(error));
  expect(await capture(checkout.agency, 'paypal', approval(checkout))).toEqual({ again: error.code });
});
