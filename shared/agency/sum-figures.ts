import { exactTotal, type TotalCredits } from '../kernel/amount.ts';
import type { Period } from '../kernel/days.ts';
import type { Figures } from '../table/items/figures.ts';
import type { Liability } from '../table/items/liability.ts';
import { creditsIn, linesOf, type LineName } from './books.ts';

/** Which lines of the books each figure sums. */
const FIGURES = {
  sold: ['sold'],
  granted: ['bonus', 'granted'],
  returned: ['refunded'],
  reinstated: ['reinstated'],
  spent: ['spent'],
  reversed: ['reclaimed'],
  withdrawn: ['withdrawn'],
  expired: ['expired'],
} as const satisfies Record<string, readonly LineName[]>;

type FigureName = keyof typeof FIGURES;

/** Credits, or minor units; decimal digits beyond safe integers. Negative where customers owe more than they hold. */
type SignedTotal = number | string;

/** The figures of a period, in credits. */
export type PeriodFigures = Period &
  Record<FigureName, TotalCredits> & {
    /** The prices of what was sold, by currency. */
    sales: { currency: string; amount: TotalCredits }[];
    /** The credits of all accounts at the end of the period, less their debts. */
    outstanding: SignedTotal;
  };

const add = (amounts: readonly TotalCredits[]): bigint =>
  amounts.reduce((sum: bigint, amount) => sum + BigInt(amount), 0n);

/** What all accounts hold now, less what they owe. */
export const outstandingOf = (liability: Liability | undefined): bigint =>
  liability ? BigInt(liability.paid) + BigInt(liability.promo) - BigInt(liability.debt) : 0n;

/** What went in on a day, less what went out. */
const netOf = ({ moved }: Figures): bigint =>
  Object.entries(moved).reduce(
    (net, [name, { amount }]) => (name.startsWith('in ') ? net + BigInt(amount) : net - BigInt(amount)),
    0n,
  );

/**
 * Sums the days of a period.
 * @param days all from the first of the period to the newest there is
 * @param now what is outstanding after the newest day
 */
export const sumOf = (
  days: readonly Figures[],
  { from, to }: Period,
  now: bigint,
): Omit<PeriodFigures, keyof Period> => {
  const within = days.filter(({ day }) => from <= day && day <= to);
  const lines = linesOf(within);
  const sum = (figure: FigureName): SignedTotal => {
    const moved = add(FIGURES[figure].map((name) => creditsIn(lines[name])));
    return exactTotal(moved < 0n ? -moved : moved);
  };
  const currencies = [...new Set(within.flatMap(({ sales }) => Object.keys(sales)))].toSorted();
  const later = days.filter(({ day }) => day > to).reduce((net, day) => net + netOf(day), 0n);
  return {
    sold: sum('sold'),
    granted: sum('granted'),
    returned: sum('returned'),
    reinstated: sum('reinstated'),
    spent: sum('spent'),
    reversed: sum('reversed'),
    withdrawn: sum('withdrawn'),
    expired: sum('expired'),
    sales: currencies.map((currency) => ({
      currency,
      amount: exactTotal(add(within.flatMap(({ sales }) => sales[currency] ?? []))),
    })),
    outstanding: exactTotal(now - later),
  };
};
