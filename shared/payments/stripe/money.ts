import { MAX_AMOUNT, type Money } from '../../kernel/amount.ts';
import { decimalsOf, exists } from '../../kernel/currencies.ts';
import type { ChargeLimits } from '../charge-limits.ts';

/**
 * How Stripe counts money, where it differs from ISO 4217, in which we count.
 * @see https://docs.stripe.com/currencies
 */

const codes = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Currencies of ISO 4217 that Stripe does not charge. */
const UNSUPPORTED = codes('BTN CLF CUP ERN GHS IQD IRR KPW LYD MRU SDG SSP STN SVC SYP TMT UYI VED VES ZWG');

/** Decimals of an amount at Stripe. The króna and the shilling have two, which must be 00. */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ['ISK', 2],
  ['UGX', 2],
  ['MGA', 0],
]);

/** Card networks take two of three decimals: the last digit is 0. */
const MULTIPLES_OF_TEN = codes('BHD JOD KWD OMR TND');

/** The smallest charges, in Stripe's units, for an account that is paid out in the currency. */
const MINIMUMS: ReadonlyMap<string, number> = new Map([
  ...['AUD', 'BRL', 'CAD', 'CHF', 'EUR', 'INR', 'JPY', 'NZD', 'SGD', 'USD'].map(
    (code) => [code, 50] as const,
  ),
  ['AED', 200],
  ['BGN', 100],
  ['CZK', 1500],
  ['DKK', 250],
  ['GBP', 30],
  ['HKD', 400],
  ['HUF', 17_500],
  ['MXN', 1000],
  ['MYR', 200],
  ['NOK', 300],
  ['PLN', 200],
  ['RON', 200],
  ['SEK', 300],
  ['THB', 1000],
]);

/** Half a dollar, euro, franc …; elsewhere the amount must be worth as much after conversion, which no table can say. */
const MIN_CHARGE = 50;

/** The largest charges, in Stripe's units: eight digits, but for these. */
const MAXIMUMS: ReadonlyMap<string, number> = new Map([
  ['IDR', 999_999_999_999],
  ['INR', 999_999_999],
]);
const MAX_CHARGE = 99_999_999;

/** By how many decimals Stripe's amounts are longer than those in ISO's minor units: 2, 0 or -2. */
const shiftOf = (currency: string): number =>
  (DECIMALS.get(currency) ?? decimalsOf(currency)) - decimalsOf(currency);

/** Moves the decimal point, by division where it can, since a tenth is no binary fraction. */
const shifted = (amount: number, by: number): number => (by < 0 ? amount / 10 ** -by : amount * 10 ** by);

/** @returns minor units of ISO 4217; undefined for a currency that Stripe does not charge */
export const stripeLimits = (currency: string): ChargeLimits | undefined => {
  if (!exists(currency) || UNSUPPORTED.has(currency)) return undefined;
  const shift = shiftOf(currency);
  const step = MULTIPLES_OF_TEN.has(currency) ? 10 : Math.max(1, shifted(1, -shift));
  const whole = (amount: number, round: (steps: number) => number) =>
    round(shifted(amount, -shift) / step) * step;
  return {
    minimum: whole(MINIMUMS.get(currency) ?? MIN_CHARGE, Math.ceil),
    maximum: Math.min(MAX_AMOUNT, whole(MAXIMUMS.get(currency) ?? MAX_CHARGE, Math.floor)),
    step,
  };
};

/** Money as Stripe writes it: a lower-case code, and an amount in Stripe's units. */
export type StripeMoney = { currency: string; amount: number };

/** @param money in minor units of ISO 4217, within the limits */
export const toStripe = ({ amount, currency }: Money): StripeMoney => ({
  currency: currency.toLowerCase(),
  amount: Math.round(shifted(amount, shiftOf(currency))),
});

/** @returns minor units of ISO 4217. What Stripe says of a currency that it does not charge is taken as it is */
export const fromStripe = ({ amount, currency: code }: StripeMoney): Money => {
  const currency = code.toUpperCase();
  return { amount: Math.round(shifted(amount, -shiftOf(currency))), currency };
};
