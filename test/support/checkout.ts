import { agencyId } from '../../shared/kernel/ids.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';

export const agency = agencyId.parse('acme');

/** A checkout of 100 credits and 10 bonus credits for 10.00 EUR, in memory alone. */
export const someCheckout = (more: Partial<Checkout> = {}): Checkout => ({
  id: 'chk_1',
  agency,
  account: 'alice',
  version: 1,
  provider: 'stripe',
  credits: 100,
  bonusCredits: 10,
  price: { amount: 1000, currency: 'EUR' },
  label: 'Starter',
  inputHash: 'hash',
  createdAt: '2026-03-01T00:00:00.000Z',
  expiresAt: '2026-03-01T02:00:00.000Z',
  returnUrl: 'https://shop.example/',
  ...more,
});
