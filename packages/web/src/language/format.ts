import { locale } from './language.ts';

/** A total beyond safe integers comes as a decimal text. */
type Whole = number | string;

const bigOrNumber = (value: Whole): number | bigint => (typeof value === 'string' ? BigInt(value) : value);

/** With a true minus, as LOOK has it. */
const withMinus = (text: string): string => text.replace('-', '\u2212');

export const number = (value: Whole): string =>
  withMinus(new Intl.NumberFormat(locale()).format(bigOrNumber(value)));

/** An amount that came in or went out: with its sign. */
export const signed = (type: 'in' | 'out', amount: number): string =>
  `${type === 'in' ? '+' : '\u2212'}${number(amount)}`;

export const percent = (share: number): string =>
  new Intl.NumberFormat(locale(), { style: 'percent' }).format(share);

/** How many digits a currency's minor unit has: 2 for EUR, 0 for JPY. */
export const currencyDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** Without a sign where it is rounded to nothing. @param amount minor units */
export const money = ({ amount, currency }: { amount: Whole; currency: string }, digits?: number): string => {
  const options =
    digits === undefined ? {} : { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return withMinus(
    new Intl.NumberFormat(locale(), {
      style: 'currency',
      currency,
      signDisplay: 'negative',
      ...options,
    }).format(Number(amount) / 10 ** currencyDigits(currency)),
  );
};

/** What one credit costs, with one digit more than the currency has. @param amount minor units for all of them */
export const moneyEach = (price: { amount: number; currency: string }, credits: number): string =>
  money({ amount: price.amount / credits, currency: price.currency }, currencyDigits(price.currency) + 1);

const formatted = (at: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale(), options).format(new Date(at));

/** In the reader's time zone, or in another one (an IANA name). */
export const date = (at: string, timeZone?: string): string =>
  formatted(at, { dateStyle: 'medium', timeZone });

export const time = (at: string): string => formatted(at, { timeStyle: 'short' });

export const dateTime = (at: string, timeZone?: string): string =>
  formatted(at, { dateStyle: 'medium', timeStyle: 'short', timeZone });

/** The instant with seconds and time zone, to be shown on hover. */
export const exactly = (at: string): string => formatted(at, { dateStyle: 'full', timeStyle: 'long' });

/** A day without a time, such as 2026-11-28, as it is: not of the reader's time zone. */
export const day = (value: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));

/** The month of a day such as 2026-11-01. */
export const month = (value: string): string =>
  new Intl.DateTimeFormat(locale(), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(value),
  );

/** Bytes as people read them. */
export const fileSize = (bytes: number): string => {
  const [unit, size] =
    bytes < 1e6 ? (['kilobyte', bytes / 1e3] as const) : (['megabyte', bytes / 1e6] as const);
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(size);
};

/** How long from now: "in 18 days", "2 hours ago". */
export const relative = (at: string, now = Date.now()): string => {
  const seconds = (Date.parse(at) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(Math.trunc(seconds), 'second');
  if (size < 3600) return format.format(Math.trunc(seconds / 60), 'minute');
  if (size < 86_400) return format.format(Math.trunc(seconds / 3600), 'hour');
  return format.format(Math.trunc(seconds / 86_400), 'day');
};

/** A name that the agency wrote in small letters, at the beginning of a line. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Which of two texts a count takes: "1 credit", "2 credits". */
export const plural = (count: Whole, one: string, other: string): string =>
  new Intl.PluralRules(locale()).select(Number(count)) === 'one' ? one : other;
