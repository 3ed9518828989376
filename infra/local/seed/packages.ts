import type { Package } from '../../../shared/table/items/package.ts';

/** The packages of one agency, in euros. */
export const packagesOf = (agency: string): Package[] =>
  [
    {
      id: 'starter',
      name: 'Starter',
      description: 'Enough for a first set of brushes, or to try things out.',
      credits: 100,
      bonusCredits: 0,
      amount: 1000,
    },
    {
      id: 'studio',
      name: 'Studio',
      description: 'For those who buy something every month.',
      credits: 500,
      bonusCredits: 50,
      amount: 4500,
    },
    {
      id: 'agency',
      name: 'Agency',
      description: 'For teams. A fifth more credits than you pay for.',
      credits: 2000,
      bonusCredits: 400,
      amount: 16_000,
    },
    {
      id: 'production',
      name: 'Production',
      description: 'For a whole production, with our best price for a credit.',
      credits: 6000,
      bonusCredits: 1800,
      amount: 45_000,
    },
  ].map(({ amount, ...item }) => ({
    agency,
    version: 0,
    onSale: true,
    price: { amount, currency: 'EUR' },
    ...item,
  }));
