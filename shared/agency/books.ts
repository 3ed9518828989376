import { addCredits, exactTotal, type TotalCredits } from '../kernel/amount.ts';
import type { Period } from '../kernel/days.ts';
import { entryType, type Entry, type EntryKind } from '../table/items/entry.ts';
import type { Figures, Movement, Position } from '../table/items/figures.ts';
import { MICRO } from '../table/items/lot.ts';
import { addAll } from './worth.ts';

/** The lines of the books, in the order in which they are read. */
export const LINE_NAMES = [
  'sold',
  'bonus',
  'granted',
  'spent',
  'refunded',
  'expired',
  'reclaimed',
  'reinstated',
  'withdrawn',
  'transferredIn',
  'transferredOut',
] as const;

export type LineName = (typeof LINE_NAMES)[number];

/** In which line of the books an entry is, by its kind and, where that matters, by its type. */
const LINES: Record<EntryKind, LineName | Record<Entry['type'], LineName> | undefined> = {
  checkout: 'sold',
  request: 'sold',
  bonus: 'bonus',
  redemption: 'granted',
  allowance: 'granted',
  adjustment: { in: 'granted', out: 'withdrawn' },
  spend: 'spent',
  capture: 'spent',
  usage: 'spent',
  purchase: 'spent',
  service: 'spent',
  invoice: 'spent',
  purchase_refund: 'refunded',
  service_refund: 'refunded',
  spend_refund: 'refunded',
  transfer: { in: 'transferredIn', out: 'transferredOut' },
  gift: { in: 'transferredIn', out: 'transferredOut' },
  merge: { in: 'transferredIn', out: 'transferredOut' },
  payment_reversed: 'reclaimed',
  payment_reinstated: 'reinstated',
  expiry: 'expired',
  /** It takes out what it puts in. */
  expiry_extension: undefined,
};

/** By type and kind, as a day counts them: `in checkout`. */
const LINE_OF = new Map<string, LineName | undefined>(
  Object.entries(LINES).flatMap(([kind, line]) =>
    entryType.options.map(
      (type) => [`${type} ${kind}`, typeof line === 'object' ? line[type] : line] as const,
    ),
  ),
);

/** What a line adds to each column; less than nothing where credits go out. */
export type Line = Omit<Position, 'held'>;

/** What a period's entries come to. */
export type PeriodBooks = {
  opening: Position;
  lines: Record<LineName, Line>;
  closing: Position;
  /** The prices of what was sold, in minor units by currency. */
  sales: Record<string, TotalCredits>;
  /** The revenue of the period, in millionths of a minor unit by currency. */
  recognised: Record<string, TotalCredits>;
};

export const NOTHING: Position = { paid: 0, promo: 0, debt: 0, unpriced: 0, cost: {}, held: 0 };

const noLine = (): Line => ({ paid: 0, promo: 0, debt: 0, unpriced: 0, cost: {} });

const signed = (amount: TotalCredits, sign: 1 | -1): TotalCredits =>
  exactTotal(BigInt(sign) * BigInt(amount));

/** What a movement adds to what the accounts hold. What paid a debt is in no lot, and takes from the debt. */
const lineOf = ({ amount, promo = 0, debt = 0, unpriced = 0, cost = {} }: Movement, sign: 1 | -1): Line => ({
  paid: signed(exactTotal(BigInt(amount) - BigInt(promo) - BigInt(debt)), sign),
  promo: signed(promo, sign),
  debt: exactTotal(BigInt(-sign) * BigInt(debt)),
  unpriced: signed(unpriced, sign),
  cost: addAll({}, cost, sign),
});

const plus = <Columns extends Line>(columns: Columns, line: Line): Columns => ({
  ...columns,
  paid: addCredits(columns.paid, line.paid),
  promo: addCredits(columns.promo, line.promo),
  debt: addCredits(columns.debt, line.debt),
  unpriced: addCredits(columns.unpriced, line.unpriced),
  cost: addAll(columns.cost, line.cost),
});

/** Credits less debts. */
export const creditsIn = ({ paid, promo, debt }: Line): TotalCredits =>
  addCredits(addCredits(paid, promo), String(-BigInt(debt)));

const signOf = (name: string): 1 | -1 => (name.startsWith('in ') ? 1 : -1);

/** What the accounts come to at the end of some days, from what they came to at their beginning. */
export const positionAfter = (opening: Position, days: readonly Figures[]): Position =>
  days.reduce((before, { moved, held = 0 }) => {
    const after = Object.entries(moved).reduce(
      (sum, [name, movement]) => plus(sum, lineOf(movement, signOf(name))),
      before,
    );
    return { ...after, held: addCredits(after.held, held) };
  }, opening);

/** What the accounts come to by the total that is counted from themselves. */
export const positionOf = ({ paid, promo, debt, unpriced, cost, held }: Position): Position => ({
  paid,
  promo,
  debt,
  unpriced,
  cost,
  held,
});

const noLines = (): PeriodBooks['lines'] => ({
  sold: noLine(),
  bonus: noLine(),
  granted: noLine(),
  spent: noLine(),
  refunded: noLine(),
  expired: noLine(),
  reclaimed: noLine(),
  reinstated: noLine(),
  withdrawn: noLine(),
  transferredIn: noLine(),
  transferredOut: noLine(),
});

/** What moved on these days, line by line. */
export const linesOf = (days: readonly Figures[]): PeriodBooks['lines'] => {
  const lines = noLines();
  for (const [name, movement] of days.flatMap(({ moved }) => Object.entries(moved))) {
    const line = LINE_OF.get(name);
    if (line) lines[line] = plus(lines[line], lineOf(movement, signOf(name)));
  }
  return lines;
};

/** The price of whole minor units in millionths of them. */
const inMicro = (sales: Record<string, TotalCredits>): Record<string, TotalCredits> =>
  Object.fromEntries(
    Object.entries(sales).map(([name, amount]) => [name, exactTotal(BigInt(amount) * BigInt(MICRO))]),
  );

/**
 * The revenue of a period. Credits that were sold become revenue when they are spent or expire, at the price of their lot. At
 * once becomes revenue what paid a debt, since that had been spent before, and what is left over when a price is divided
 * by its credits.
 */
const recognisedIn = (
  { sold, spent, refunded, expired, transferredIn, transferredOut }: PeriodBooks['lines'],
  sales: Record<string, TotalCredits>,
): Record<string, TotalCredits> =>
  [sold, spent, refunded, expired, transferredIn, transferredOut].reduce(
    (sum, { cost }) => addAll(sum, cost, -1),
    inMicro(sales),
  );

/**
 * The books of a period.
 * @param opening what the accounts came to before the first of these days
 * @param days from the day after that to the end of the period
 */
export const booksOf = (
  opening: Position,
  days: readonly Figures[],
  { from }: Pick<Period, 'from'>,
): PeriodBooks => {
  const before = positionAfter(
    opening,
    days.filter(({ day }) => day < from),
  );
  const within = days.filter(({ day }) => day >= from);
  const lines = linesOf(within);
  const sales = within.reduce<Record<string, TotalCredits>>((sum, day) => addAll(sum, day.sales), {});
  return {
    opening: before,
    lines,
    closing: positionAfter(before, within),
    sales,
    recognised: recognisedIn(lines, sales),
  };
};
