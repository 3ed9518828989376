import type { Checkout } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { moneyGone } from './money-gone.ts';
import { proportion } from './proportion.ts';

/** What the joined facts are worth in credits, by our own record of the checkout and nothing else. */
export type Assessment = { worth: number; flag?: Receipt['flag'] };

export const assess = (receipt: Receipt, checkout: Checkout | undefined): Assessment => {
  const { payment } = receipt;
  if (payment?.status !== 'paid') return { worth: 0 };
  if (!checkout) return { worth: 0, flag: 'checkout_unknown' };
  const { price } = checkout;
  if (payment.money.currency !== price.currency) return { worth: 0, flag: 'currency_differs' };
  if (payment.money.amount !== price.amount) return { worth: 0, flag: 'amount_differs' };
  const given = checkout.credits + checkout.bonusCredits;
  const gone = Math.min(moneyGone(receipt, price.currency), price.amount);
  return {
    worth: given - proportion(given, gone, price.amount),
    ...(hasForeignMoney(receipt, price.currency) && { flag: 'refund_currency_differs' }),
  };
};

const hasForeignMoney = ({ refunds, disputes }: Receipt, currency: string): boolean =>
  [...Object.values(refunds), ...Object.values(disputes)].some(({ money }) => money.currency !== currency);
