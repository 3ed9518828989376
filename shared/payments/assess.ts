import type { Money } from '../kernel/amount.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';

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

/**
 * The money (minor units) that has left again or is on its way: refunds that have not failed, and disputes that took
 * it. A provider carries out a dispute by a reversal of its own, so that these two are the same money; and that a
 * dispute was won undoes its reversal, for which there is no word of its own.
 */
const moneyGone = (receipt: Receipt, currency: string): number => {
  const sum = (statements: { money: Money }[]): number =>
    statements.reduce((total, { money }) => total + (money.currency === currency ? money.amount : 0), 0);
  const refunds = Object.values(receipt.refunds).filter(({ status }) => status !== 'failed');
  const disputes = Object.values(receipt.disputes);
  const taken = sum(disputes.filter(({ status }) => status === 'open' || status === 'lost'));
  const won = sum(disputes.filter(({ status }) => status === 'won'));
  const reversed = sum(refunds.filter(({ cause }) => cause === 'reversal'));
  return sum(refunds.filter(({ cause }) => cause === 'refund')) + Math.max(taken, reversed - won);
};

const hasForeignMoney = ({ refunds, disputes }: Receipt, currency: string): boolean =>
  [...Object.values(refunds), ...Object.values(disputes)].some(({ money }) => money.currency !== currency);

/** @returns `whole` × `part` ÷ `of`, rounded once to the nearest whole number; exact for any safe integers */
const proportion = (whole: number, part: number, of: number): number =>
  of === 0 ? 0 : Number((2n * BigInt(whole) * BigInt(part) + BigInt(of)) / (2n * BigInt(of)));
