import { instant } from '../../shared/kernel/clock.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { beginCheckout, checkoutPointerWrite, checkoutWrite } from '../../shared/payments/checkout.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';

/** A checkout of 100 credits and 10 bonus credits for 10.00 EUR, as stored before payment. */
export const openCheckout = async (
  { table, now }: Ledger,
  ref: AccountRef,
  more: Partial<Checkout> = {},
): Promise<Checkout> => {
  const checkout: Checkout = {
    ...beginCheckout({
      id: randomId('chk'),
      ref,
      provider: 'stripe',
      offer: { label: 'Starter', credits: 100, bonusCredits: 10, price: { amount: 1000, currency: 'EUR' } },
      packageId: 'starter',
      returnUrl: 'https://shop.example/credits',
      inputHash: 'hash',
      now: now(),
    }),
    ...more,
  };
  await putGuarded(table, checkoutWrite(checkout));
  await putGuarded(table, checkoutPointerWrite(checkout));
  return { ...checkout, version: 1 };
};

export type Paid = Extract<PaymentFact, { type: 'payment' }>;

/** The fact that a checkout was paid as it asked for. */
export const paidFact = (checkout: Checkout, more: Partial<Paid> = {}): Paid => ({
  type: 'payment',
  paymentId: `pi_${checkout.id}`,
  status: 'paid',
  money: checkout.price,
  at: instant(Date.parse(checkout.createdAt) + 60_000),
  checkoutId: checkout.id,
  account: checkout.account,
  ...more,
});

const euros = (amount: number) => ({ amount, currency: 'EUR' });

/** The fact that money of a checkout's payment went back, or is to go back. Amounts are minor units. */
export const refundFact = (
  checkout: Checkout,
  refundId: string,
  amount: number,
  more: Partial<Extract<PaymentFact, { type: 'refund' }>> = {},
): Extract<PaymentFact, { type: 'refund' }> => ({
  type: 'refund',
  paymentId: `pi_${checkout.id}`,
  refundId,
  cause: 'refund',
  status: 'succeeded',
  money: euros(amount),
  at: '2026-03-02T00:00:00.000Z',
  ...more,
});

/** The fact that a checkout's payment is contested. Amounts are minor units. */
export const disputeFact = (
  checkout: Checkout,
  disputeId: string,
  amount: number,
  status: Extract<PaymentFact, { type: 'dispute' }>['status'],
): Extract<PaymentFact, { type: 'dispute' }> => ({
  type: 'dispute',
  paymentId: `pi_${checkout.id}`,
  disputeId,
  status,
  money: euros(amount),
  at: '2026-03-03T00:00:00.000Z',
});
