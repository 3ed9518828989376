import { expect, test } from 'vitest';
import { factsOf } from '../../shared/payments/stripe/facts.ts';
import { verifyStripeEvent, type StripeEvent } from '../../shared/payments/stripe/verify.ts';
import { signed, stripeEvent } from '../support/stripe.ts';

const parsed = (event: object): StripeEvent => {
  const { body, signature, secret } = signed(event);
  const verified = verifyStripeEvent(body, signature, [secret]);
  if (typeof verified === 'string') throw new Error(verified);
  return verified;
};

const facts = (type: string, session: object = {}) => factsOf(parsed(stripeEvent(type, session)));

/** The one fact of such an event, or what it is instead. */
const fact = (type: string, session: object = {}) => {
  const result = facts(type, session);
  return result === 'malformed' || result.length !== 1 ? result : result[0];
};

test('a completed and paid session is a payment, with the data that we gave Stripe to find it by', () => {
  expect(fact('checkout.session.completed')).toEqual({
    type: 'payment',
    paymentId: 'pi_1',
    status: 'paid',
    money: { amount: 1000, currency: 'EUR' },
    at: '2026-03-01T00:00:00.000Z',
    checkoutId: 'chk_1',
    account: 'customer',
  });
});

test.each([
  ['checkout.session.completed', { payment_status: 'unpaid' }, 'pending'],
  ['checkout.session.completed', { payment_status: 'no_payment_required' }, 'paid'],
  ['checkout.session.async_payment_succeeded', { payment_status: 'paid' }, 'paid'],
  ['checkout.session.async_payment_failed', { payment_status: 'unpaid' }, 'failed'],
])('%s with %o is %s', (type, session, status) => {
  expect(fact(type, session)).toMatchObject({ type: 'payment', status });
});

test('a free session is its own payment', () => {
  const free = { payment_status: 'no_payment_required', payment_intent: null, amount_total: 0 };
  expect(fact('checkout.session.completed', free)).toMatchObject({ paymentId: 'cs_1', money: { amount: 0 } });
});

test('a session in an unknown payment status is not paid yet', () => {
  expect(fact('checkout.session.completed', { payment_status: 'maybe' })).toMatchObject({
    status: 'pending',
  });
});

test('an expanded payment intent counts as its id', () => {
  expect(
    fact('checkout.session.completed', { payment_intent: { id: 'pi_2', object: 'payment_intent' } }),
  ).toMatchObject({
    paymentId: 'pi_2',
  });
});

test('an expired session closes its checkout', () => {
  expect(fact('checkout.session.expired', { payment_status: 'unpaid', payment_intent: null })).toEqual({
    type: 'checkout_closed',
    checkoutId: 'chk_1',
    account: 'customer',
    at: '2026-03-01T00:00:00.000Z',
  });
});

test('an expired session of another shop is ignored', () => {
  expect(fact('checkout.session.expired', { client_reference_id: null, metadata: {} })).toEqual([]);
});

test('a payment of another shop has no checkout', () => {
  const foreign = { client_reference_id: 'order #7 of a shop', metadata: { account: 'über' } };
  const { checkoutId, account, ...rest } = {
    checkoutId: undefined,
    account: undefined,
    ...Object(fact('checkout.session.completed', foreign)),
  };
  expect({ checkoutId, account }).toEqual({ checkoutId: undefined, account: undefined });
  expect(rest).toMatchObject({ paymentId: 'pi_1', status: 'paid' });
});

test.each([
  [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'insufficient_funds'],
  [{ code: 'expired_card' }, 'expired_card'],
  [{ code: 'card_declined', decline_code: 'stolen_card' }, 'declined'],
  [null, 'declined'],
])('a payment attempt that failed with %j was declined: %s', (last_payment_error, reason) => {
  const event = stripeEvent('payment_intent.payment_failed', { last_payment_error });
  expect(factsOf(parsed(event))).toEqual([
    {
      type: 'payment_declined',
      checkoutId: 'chk_1',
      account: 'customer',
      reason,
      at: '2026-03-01T00:00:00.000Z',
    },
  ]);
});

test('a payment attempt of another shop is ignored', () => {
  expect(fact('payment_intent.payment_failed', { metadata: { checkout: 'chk_1' } })).toEqual([]);
});

test.each(['payment_intent.succeeded', 'charge.succeeded', 'customer.created', 'something.new'])(
  '%s is ignored, so that no payment counts twice',
  (type) => {
    expect(fact(type)).toEqual([]);
  },
);

test.each([{ payment_status: 7 }, { amount_total: 12.5 }, { amount_total: -1 }, { id: undefined }])(
  'a session with %o is malformed',
  (session) => {
    expect(fact('checkout.session.completed', session)).toBe('malformed');
  },
);

test('a session without amount and currency is a payment that matches no checkout', () => {
  expect(fact('checkout.session.completed', { amount_total: null, currency: null })).toMatchObject({
    money: { amount: 0, currency: 'XXX' },
  });
});
