import type { TotalCredits } from '../kernel/amount.ts';
import { creditsIn, LINE_NAMES, type Line } from '../agency/books.ts';
import type { MonthBooks } from '../agency/read-books.ts';
import { csvLine } from '../http/csv.ts';
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

const lineView = (line: Line) => {
  const { paid, promo, debt, unpriced, cost } = line;
  return { credits: creditsIn(line), paid, promo, debt, unpriced, deferred: exactMoney(cost) };
};

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
  closing: positionView(closing),
  sales: sorted(sales).map(([currency, amount]) => ({ currency, amount })),
  recognised: exactMoney(recognised),
});

/** Decimals of a currency by ISO 4217. */
const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** A number where it is exact, so that no spreadsheet reads a formula or a text. */
const cell = (amount: string): string | number =>
  String(Number(amount)) === amount ? Number(amount) : amount;

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
    currencies.map((currency) => cell(decimal(totals[currency] ?? 0, digits + decimalsOf(currency))));
  return [
    ['month', 'line', 'credits', 'paid', 'promo', 'debt', 'unpriced', ...currencies],
    ...all.map(([name, line]) => {
      const { paid, promo, debt, unpriced, cost } = line;
      const credits = [creditsIn(line), paid, promo, debt, unpriced].map((total) => cell(String(total)));
      return [month, name, ...credits, ...inUnits(cost, MICRO_DIGITS)];
    }),
    [month, 'held', cell(String(closing.held)), '', '', '', '', ...currencies.map(() => '')],
    [month, 'sales', '', '', '', '', '', ...inUnits(sales, 0)],
    [month, 'recognised', '', '', '', '', '', ...inUnits(recognised, MICRO_DIGITS)],
  ]
    .map(csvLine)
    .join('');
};
