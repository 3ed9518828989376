import { addCredits, type TotalCredits } from '../kernel/amount.ts';
import { total } from '../ledger/lots.ts';
import type { LotShare } from '../table/items/lot.ts';

/** What lots are worth to an agency's books. */
export type Worth = {
  paid: number;
  promo: number;
  /** Of the paid credits, those whose price is not known. */
  unpriced: number;
  /** What the other paid credits cost, in millionths of a minor unit by currency. */
  cost: Record<string, TotalCredits>;
};

export const worthOf = (lots: readonly LotShare[]): Worth => {
  const paid = lots.filter((lot) => lot.class === 'paid');
  let cost: Worth['cost'] = {};
  for (const { price, amount } of paid) {
    if (price) cost = addAll(cost, { [price.currency]: String(BigInt(price.micro) * BigInt(amount)) });
  }
  return {
    paid: total(paid),
    promo: total(lots) - total(paid),
    unpriced: total(paid.filter(({ price }) => price === undefined)),
    cost,
  };
};

/** Sums by their names, each added or subtracted. What comes to nothing is left out. */
export const addAll = (
  totals: Readonly<Record<string, TotalCredits>> = {},
  others: Readonly<Record<string, TotalCredits>>,
  sign: 1 | -1 = 1,
): Record<string, TotalCredits> => {
  const sums = { ...totals };
  for (const [name, amount] of Object.entries(others))
    sums[name] = addCredits(sums[name] ?? 0, String(BigInt(sign) * BigInt(amount)));
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0));
};
