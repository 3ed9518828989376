import { expect, test } from 'vitest';
import { assess } from '../../shared/payments/assess.ts';
import { newReceipt } from '../../shared/payments/join.ts';
import type { Receipt } from '../../shared/table/items/receipt.ts';
import { agency, someCheckout } from '../support/checkout.ts';

const AT = '2026-03-02T00:00:00.000Z';
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const dollars = (amount: number) => ({ amount, currency: 'USD' });

const checkout = someCheckout();
const unheard = newReceipt(agency, 'stripe', 'P1');
const paid = (more: Partial<Receipt> = {}): Receipt => ({
  ...unheard,
  payment: { status: 'paid', money: euros(1000), at: AT },
  ...more,
});

test.each<[string, Receipt['payment']]>([
  ['that we have not heard of', undefined],
  ['that is pending', { status: 'pending', money: euros(1000), at: AT }],
  ['that has failed', { status: 'failed', money: euros(1000), at: AT }],
])('a payment %s is worth nothing', (_, payment) => {
  const { payment: __, ...receipt } = paid();
  expect(assess({ ...receipt, ...(payment && { payment }) }, checkout)).toMatchObject({ worth: 0 });
});

test('a payment of the checkout’s price is worth its credits and bonus credits', () => {
  expect(assess(paid(), checkout)).toMatchObject({ worth: 110 });
});

test.each([
  ['of no checkout that we know', paid(), undefined, 'checkout_unknown'],
  [
    'in another currency',
    paid({ payment: { status: 'paid', money: dollars(1000), at: AT } }),
    checkout,
    'currency_differs',
  ],
  [
    'of less than the price',
    paid({ payment: { status: 'paid', money: euros(999), at: AT } }),
    checkout,
    'amount_differs',
  ],
  [
    'of more than the price',
    paid({ payment: { status: 'paid', money: euros(1001), at: AT } }),
    checkout,
    'amount_differs',
  ],
] as const)('a payment %s is worth nothing, and is flagged', (_, receipt, of, flag) => {
  expect(assess(receipt, of)).toMatchObject({ worth: 0, flag });
});

test('what went back takes its share of the credits, rounded once', () => {
  const refund = (amount: number) =>
    ({ status: 'succeeded', cause: 'refund', money: euros(amount), at: AT }) as const;
  expect(assess(paid({ refunds: { R1: refund(333) } }), checkout)).toMatchObject({ worth: 74, bonusGone: 3 });
  expect(assess(paid({ refunds: { R1: refund(333), R2: refund(333) } }), checkout)).toMatchObject({
    worth: 36,
    bonusGone: 7,
  });
  expect(assess(paid({ refunds: { R1: refund(1000) } }), checkout)).toMatchObject({ worth: 0 });
});

test('more money back than was paid takes no more than was given', () => {
  const all = { status: 'lost', money: euros(1000), at: AT } as const;
  expect(assess(paid({ disputes: { D1: all, D2: all } }), checkout)).toMatchObject({ worth: 0 });
});

test.each<[string, Partial<Receipt>]>([
  ['a refund', { refunds: { R1: { status: 'succeeded', cause: 'refund', money: dollars(500), at: AT } } }],
  ['a dispute', { disputes: { D1: { status: 'lost', money: dollars(500), at: AT } } }],
])('%s in another currency takes nothing, and is flagged', (_, foreign) => {
  expect(assess(paid(foreign), checkout)).toMatchObject({ worth: 110, flag: 'refund_currency_differs' });
});
