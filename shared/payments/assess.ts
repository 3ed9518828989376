import type { Checkout } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';
import { moneyGone } from './money-gone.ts';
import { proportion } from './proportion.ts';

/** What the joined facts are worth in credits, by our own record of the checkout and nothing else. */
export type Assessment = {
  worth: number;
  /** Of what it is not worth (any more), the bonus credits. */
  bonusGone: number;
  flag?: Receipt['flag'];
};

/** Credits and bonus credits go in proportion to the money, each rounded by itself: so parts end as their sum does. */
export const assess = (receipt: Receipt, checkout: Checkout | undefined): Assessment => {
  const { payment } = receipt;
  const nothing = { worth: 0, bonusGone: checkout?.bonusCredits ?? 0 };
  if (payment?.status !== 'paid') return nothing;
  if (!checkout) return { ...nothing, flag: 'checkout_unknown' };
  const { price, credits, bonusCredits } = checkout;
  if (payment.money.currency !== price.currency) return { ...nothing, flag: 'currency_differs' };
  if (payment.money.amount !== price.amount) return { ...nothing, flag: 'amount_differs' };
  const gone = Math.min(moneyGone(receipt, price.currency), price.amount);
  const bonusGone = proportion(bonusCredits, gone, price.amount);
  return {
    worth: credits - proportion(credits, gone, price.amount) + bonusCredits - bonusGone,
    bonusGone,
    ...(hasForeignMoney(receipt, price.currency) && { flag: 'refund_currency_differs' }),
  };
};

const hasForeignMoney = ({ refunds, disputes }: Receipt, currency: string): boolean =>
  [...Object.values(refunds), ...Object.values(disputes)].some(({ money }) => money.currency !== currency);
