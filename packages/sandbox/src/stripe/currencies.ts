import { formatMoney } from '../http/money.ts';

/** How Stripe counts money: https://docs.stripe.com/currencies. Codes are lowercase, as in all of its API. */

const codes = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const WITHOUT_DECIMALS = codes('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf');

/** Card networks take two of the three decimals: the last digit is 0. */
const WITH_THREE_DECIMALS = codes('bhd jod kwd omr tnd');

/** Written with two decimals for old integrations; they are 00. */
const WHOLE_WITH_TWO_DECIMALS = codes('isk ugx');

const WITH_TWO_DECIMALS = codes(`
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve
  czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak
  lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar
  ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd xcg yer
  zar zmw
`);

const CURRENCIES = new Set([
  ...WITHOUT_DECIMALS,
  ...WITH_THREE_DECIMALS,
  ...WHOLE_WITH_TWO_DECIMALS,
  ...WITH_TWO_DECIMALS,
]);

export const isCurrency = (currency: string): boolean => CURRENCIES.has(currency);

/** @returns how many of an amount's last digits are decimals */
const decimalsOf = (currency: string): number => {
  if (WITHOUT_DECIMALS.has(currency)) return 0;
  return WITH_THREE_DECIMALS.has(currency) ? 3 : 2;
};

/** @returns an amount as people read it, such as `€12.50` */
export const readable = (amount: number, currency: string): string =>
  formatMoney(amount, currency, decimalsOf(currency));

/** @returns what an amount must be a multiple of */
export const stepOf = (currency: string): number => {
  if (WHOLE_WITH_TWO_DECIMALS.has(currency)) return 100;
  return WITH_THREE_DECIMALS.has(currency) ? 10 : 1;
};

/** In the smallest unit, for an account that settles in that currency. */
const MINIMUMS: ReadonlyMap<string, number> = new Map([
  ['aed', 200],
  ['bgn', 100],
  ['czk', 1_500],
  ['dkk', 250],
  ['gbp', 30],
  ['hkd', 400],
  ['huf', 17_500],
  ['mxn', 1_000],
  ['myr', 200],
  ['nok', 300],
  ['pln', 200],
  ['ron', 200],
  ['sek', 300],
  ['thb', 1_000],
]);

/**
 * Half a dollar, or what is listed. What a currency without a listed minimum must be worth after conversion, the sandbox
 * does not check, since it has no rates.
 */
const DEFAULT_MINIMUM = 50;

export const leastOf = (currency: string): number => MINIMUMS.get(currency) ?? DEFAULT_MINIMUM;

const MAXIMUMS: ReadonlyMap<string, number> = new Map([
  ['idr', 999_999_999_999],
  ['inr', 999_999_999],
]);

/** Eight digits. */
const DEFAULT_MAXIMUM = 99_999_999;

export const mostOf = (currency: string): number => MAXIMUMS.get(currency) ?? DEFAULT_MAXIMUM;
