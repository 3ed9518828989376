import type { TotalCredits } from '../kernel/amount.ts';
import type { Period } from '../kernel/days.ts';
import type { EntryKind } from '../table/items/entry.ts';
import type { Figures } from '../table/items/figures.ts';
import type { Liability } from '../table/items/liability.ts';

/** Which entries each figure sums, by type and kind. */
const FIGURES = {
  sold: ['in checkout', 'in request'],
  granted: ['in bonus', 'in redemption', 'in adjustment'],
  returned: ['in purchase_refund', 'in service_refund', 'in spend_refund'],
  reinstated: ['in payment_reinstated'],
  spent: ['out spend', 'out purchase', 'out service', 'out invoice'],
  reversed: ['out payment_reversed'],
  withdrawn: ['out adjustment'],
  expired: ['out expiry'],
} as const satisfies Record<string, readonly `${'in' | 'out'} ${EntryKind}`[]>;

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

const exact = (sum: bigint): SignedTotal =>
  sum >= BigInt(Number.MIN_SAFE_INTEGER) && sum <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(sum)
    : String(sum);

const add = (amounts: readonly TotalCredits[]): bigint =>
  amounts.reduce((sum: bigint, amount) => sum + BigInt(amount), 0n);

/** What all accounts hold now, less what they owe. */
export const outstandingOf = (liability: Liability | undefined): bigint =>
  liability ? BigInt(liability.paid) + BigInt(liability.promo) - BigInt(liability.debt) : 0n;

/** What went in on a day, less what went out. */
const netOf = ({ moved }: Figures): bigint =>
  Object.entries(moved).reduce(
    (net, [name, amount]) => (name.startsWith('in ') ? net + BigInt(amount) : net - BigInt(amount)),
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
  const sum = (names: readonly string[]): SignedTotal =>
    exact(add(within.flatMap(({ moved }) => names.flatMap((name) => moved[name] ?? []))));
  const currencies = [...new Set(within.flatMap(({ sales }) => Object.keys(sales)))].toSorted();
  const later = days.filter(({ day }) => day > to).reduce((net, day) => net + netOf(day), 0n);
  return {
    sold: sum(FIGURES.sold),
    granted: sum(FIGURES.granted),
    returned: sum(FIGURES.returned),
    reinstated: sum(FIGURES.reinstated),
    spent: sum(FIGURES.spent),
    reversed: sum(FIGURES.reversed),
    withdrawn: sum(FIGURES.withdrawn),
    expired: sum(FIGURES.expired),
    sales: currencies.map((currency) => ({
      currency,
      amount: exact(add(within.flatMap(({ sales }) => sales[currency] ?? []))),
    })),
    outstanding: exact(now - later),
  };
};
