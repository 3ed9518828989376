import type { TotalCredits } from '../kernel/amount.ts';
import type * as z from 'zod';
import { creditsIn, LINE_NAMES, type Line, type LineName } from '../agency/books.ts';
import type { MonthBooks } from '../agency/read-books.ts';
import { csvLine, type Decimal } from '../http/csv.ts';
import type { monthBooks } from '../http/routes/agency/books.ts';
import { MICRO } from '../table/items/lot.ts';
import type { Position } from '../table/items/figures.ts';

type Totals = Readonly<Record<string, TotalCredits>>;

/** Decimal digits of a minor unit that are kept. */
const MICRO_DIGITS = String(MICRO).length - 1;

/** An integer as a decimal with so many digits behind the point, without zeros at its end. */
const decimal = (amount: TotalCredits, digits: number): string => {
  const sign = BigInt(amount) < 0n ? '-' : '';
  const all = String(BigInt(amount))
    .replace('-', '')
    .padStart(digits + 1, '0');
  const behind = all.slice(all.length - digits).replace(/0+$/, '');
  return `${sign}${all.slice(0, all.length - digits)}${behind === '' ? '' : `.${behind}`}`;
};

/** By currency, in the order of their codes. */
const sorted = (totals: Totals): [string, TotalCredits][] =>
  Object.entries(totals).toSorted(([one], [other]) => (one < other ? -1 : 1));

const exactMoney = (cost: Totals) =>
  sorted(cost).map(([currency, amount]) => ({ currency, amount: decimal(amount, MICRO_DIGITS) }));

/** The columns in credits, in the order in which they are read. */
const creditColumns = (line: Line): Record<'credits' | Exclude<keyof Line, 'cost'>, TotalCredits> => {
  const { paid, promo, debt, unpriced } = line;
  return { credits: creditsIn(line), paid, promo, debt, unpriced };
};

const lineView = (line: Line) => ({ ...creditColumns(line), deferred: exactMoney(line.cost) });

/** Every line, as the API's schema names it: one that either lacks does not compile. */
const linesView = (lines: MonthBooks['lines']): Pick<z.infer<typeof monthBooks>, LineName> => ({
  sold: lineView(lines.sold),
  bonus: lineView(lines.bonus),
  granted: lineView(lines.granted),
  spent: lineView(lines.spent),
  refunded: lineView(lines.refunded),
  expired: lineView(lines.expired),
  reclaimed: lineView(lines.reclaimed),
  reinstated: lineView(lines.reinstated),
  withdrawn: lineView(lines.withdrawn),
  transferredIn: lineView(lines.transferredIn),
  transferredOut: lineView(lines.transferredOut),
});

/** What the accounts came to, as the books and the liability show it. */
export const positionView = (position: Position) => ({ ...lineView(position), held: position.held });

/** A month's books as the API shows them. */
export const booksView = ({
  month,
  timeZone,
  isClosed,
  opening,
  lines,
  closing,
  sales,
  recognised,
}: MonthBooks) => ({
  month,
  timeZone,
  closed: isClosed,
  opening: positionView(opening),
  ...linesView(lines),
  closing: positionView(closing),
  sales: sorted(sales).map(([currency, amount]) => ({ currency, amount })),
  recognised: exactMoney(recognised),
});

/** Decimals of a currency by ISO 4217. */
const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

const whole = (total: TotalCredits): Decimal => ({ decimal: String(total) });

/**
 * A month's books as CSV: a line for each of the month's figures, and for each currency a column with what paid credits cost, in
 * whole units of the currency.
 */
export const booksCsv = ({ month, opening, lines, closing, sales, recognised }: MonthBooks): string => {
  const all: [string, Line][] = [
    ['opening', opening],
    ...LINE_NAMES.map((name): [string, Line] => [name, lines[name]]),
    ['closing', closing],
  ];
  const money = [...all.map(([, { cost }]) => cost), sales, recognised];
  const currencies = [...new Set(money.flatMap((totals) => Object.keys(totals)))].toSorted();
  const inUnits = (totals: Totals, digits: number) =>
    currencies.map((currency) => ({
      decimal: decimal(totals[currency] ?? 0, digits + decimalsOf(currency)),
    }));
  const columns = Object.keys(creditColumns(opening));
  const blank = columns.map(() => '');
  return [
    ['month', 'line', ...columns, ...currencies.map((currency) => `${currency}_whole_units`)],
    ...all.map(([name, line]) => {
      const credits = Object.values(creditColumns(line)).map(whole);
      return [month, name, ...credits, ...inUnits(line.cost, MICRO_DIGITS)];
    }),
    [month, 'held', whole(closing.held), ...blank.slice(1), ...currencies.map(() => '')],
    [month, 'sales', ...blank, ...inUnits(sales, 0)],
    [month, 'recognised', ...blank, ...inUnits(recognised, MICRO_DIGITS)],
  ]
    .map(csvLine)
    .join('');
};
