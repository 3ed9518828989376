import type { Checkout } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';

/** What the joined facts are worth in credits, by our own record of the checkout and nothing else. */
export type Assessment = { worth: number; flag?: Receipt['flag'] };

export const assess = ({ payment }: Receipt, checkout: Checkout | undefined): Assessment => {
  if (payment?.status !== 'paid') return { worth: 0 };
  if (!checkout) return { worth: 0, flag: 'checkout_unknown' };
  if (payment.money.currency !== checkout.price.currency) return { worth: 0, flag: 'currency_differs' };
  if (payment.money.amount !== checkout.price.amount) return { worth: 0, flag: 'amount_differs' };
  return { worth: checkout.credits + checkout.bonusCredits };
};
