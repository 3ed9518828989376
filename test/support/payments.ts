import { instant } from '../../shared/kernel/clock.ts';
import { randomId, type AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { beginCheckout } from '../../shared/payments/checkout.ts';
import type { ReceiptFact } from '../../shared/payments/join.ts';
import { putGuarded } from '../../shared/table/guarded.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';

/** A checkout of 100 credits and 10 bonus credits for 10.00 EUR, as it lies in the table before anybody has paid. */
export const openCheckout = async (
  { table }: Ledger,
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
      now: Date.now(),
    }),
    ...more,
  };
  await putGuarded(table, { key: checkoutKey(ref, checkout.id), item: checkout, version: 0 });
  return { ...checkout, version: 1 };
};

/** The fact that a checkout was paid as it asked for. */
export const paidFact = (checkout: Checkout, more: Partial<ReceiptFact> = {}): ReceiptFact => ({
  type: 'payment',
  paymentId: `pi_${checkout.id}`,
  status: 'paid',
  money: checkout.price,
  at: instant(Date.parse(checkout.createdAt) + 60_000),
  checkoutId: checkout.id,
  account: checkout.account,
  ...more,
});
