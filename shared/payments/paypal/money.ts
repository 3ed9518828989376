import * as z from 'zod';
import { MAX_AMOUNT, type Money } from '../../kernel/amount.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import type { ChargeLimits } from '../charge-limits.ts';

/**
 * The currencies that PayPal takes, by the decimals that it writes. One that is missing here is refused, since a guess at
 * its decimals would be out by a factor of ten or more.
 * @see https://developer.paypal.com/api/rest/reference/currency-codes/
 */
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ...'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD'
    .split(' ')
    .map((code) => [code, 2] as const),
  ...['HUF', 'JPY', 'TWD'].map((code) => [code, 0] as const),
]);

/** The most that PayPal takes in one payment, in its own smallest units. */
const MAX_CHARGE = 999_999_999;

/** @returns minor units of ISO 4217; undefined for a currency that PayPal does not take */
export const paypalLimits = (currency: string): ChargeLimits | undefined => {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined) return undefined;
  const step = 10 ** (decimalsOf(currency) - decimals);
  return { minimum: step, maximum: MAX_CHARGE * step, step };
};

export const isPaypalCurrency = (code: string): boolean => DECIMALS.has(code);

/** As PayPal writes money: `{"currency_code": "EUR", "value": "12.50"}`. */
export type PaypalMoney = { currency_code: string; value: string };

/**
 * @param money in minor units of ISO 4217
 * @returns undefined for a currency that PayPal does not take, and for a fraction that it does not write (half a forint)
 */
export const toPaypal = ({ amount, currency }: Money): PaypalMoney | undefined => {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined) return undefined;
  const ours = decimalsOf(currency);
  const digits = String(amount).padStart(ours + 1, '0');
  const point = digits.length - ours;
  const [whole, fraction] = [digits.slice(0, point), digits.slice(point)];
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const value = decimals === 0 ? whole : `${whole}.${fraction}`;
  return { currency_code: currency, value };
};

/** @returns minor units of ISO 4217; undefined for what is must be an amount in a currency that PayPal supports */
const fromPaypal = ({ currency_code: currency, value }: PaypalMoney): Money | undefined => {
  const ours = decimalsOf(currency);
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(value) ?? [];
  if (!DECIMALS.has(currency) || whole === undefined || /[1-9]/.test(fraction.slice(ours))) return undefined;
  const amount = Number(whole + fraction.slice(0, ours).padEnd(ours, '0'));
  return amount <= MAX_AMOUNT ? { amount, currency } : undefined;
};

/** Money in PayPal's JSON, read exactly: digits are moved, nothing is computed. */
export const paypalMoney = z
  .object({ currency_code: z.string(), value: z.string() })
  .transform((written, context): Money => {
    const money = fromPaypal(written);
    if (money) return money;
    context.addIssue({ code: 'custom', message: 'must be an amount in a currency that PayPal supports' });
    return z.NEVER;
  });
