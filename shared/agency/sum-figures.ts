import type { TotalCredits } from '../kernel/amount.ts';
import type { Period } from '../kernel/days.ts';
import type { EntryKind } from '../table/items/entry.ts';
import type { Figures } from '../table/items/figures.ts';
import type { Liability } from '../table/items/liability.ts';

type FigureName =
  | 'sold'
  | 'granted'
  | 'returned'
  | 'reinstated'
  | 'spent'
  | 'reversed'
  | 'withdrawn'
  | 'expired';

type Direction = 'in' | 'out';

/** Counts in no figure: what goes out of an account comes in again, on the same day and to the same sum. */
const STAYS = {};

/** In which figure the entries of each kind count. */
const FIGURE_OF: Record<EntryKind, Partial<Record<Direction, FigureName>>> = {
  checkout: { in: 'sold' },
  request: { in: 'sold' },
  bonus: { in: 'granted' },
  redemption: { in: 'granted' },
  adjustment: { in: 'granted', out: 'withdrawn' },
  allowance: { in: 'granted' },
  spend: { out: 'spent' },
  capture: { out: 'spent' },
  usage: { out: 'spent' },
  purchase: { out: 'spent' },
  service: { out: 'spent' },
  invoice: { out: 'spent' },
  purchase_refund: { in: 'returned' },
  service_refund: { in: 'returned' },
  spend_refund: { in: 'returned' },
  payment_reversed: { out: 'reversed' },
  payment_reinstated: { in: 'reinstated' },
  expiry: { out: 'expired' },
  transfer: STAYS,
  gift: STAYS,
  expiry_extension: STAYS,
};

/** The entries that a figure sums, by type and kind: `out spend`. */
const entriesOf = (figure: FigureName): string[] =>
  Object.entries(FIGURE_OF).flatMap(([kind, figures]) =>
    Object.entries(figures).flatMap(([type, name]) => (name === figure ? `${type} ${kind}` : [])),
  );

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
  const sum = (figure: FigureName): SignedTotal => {
    const names = entriesOf(figure);
    return exact(add(within.flatMap(({ moved }) => names.flatMap((name) => moved[name] ?? []))));
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
      amount: exact(add(within.flatMap(({ sales }) => sales[currency] ?? []))),
    })),
    outstanding: exact(now - later),
  };
};
