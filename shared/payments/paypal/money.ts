import * as z from 'zod';
import { MAX_AMOUNT, type Money } from '../../kernel/amount.ts';

/** Decimals of a currency: of its minor unit by ISO 4217, which we count in, and as PayPal writes it. */
type Decimals = { iso: number; paypal: number };

const WITH_CENTS =
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD'.split(' ');

/**
 * The currencies that PayPal takes. One that is missing here is refused, since a guess at its decimals would be out by
 * a factor of ten or more.
 * @see https://developer.paypal.com/api/rest/reference/currency-codes/
 */
const currencies: ReadonlyMap<string, Decimals> = new Map<string, Decimals>([
  ...WITH_CENTS.map((code): [string, Decimals] => [code, { iso: 2, paypal: 2 }]),
  ['JPY', { iso: 0, paypal: 0 }],
  ['HUF', { iso: 2, paypal: 0 }],
  ['TWD', { iso: 2, paypal: 0 }],
]);

export const isPaypalCurrency = (code: string): boolean => currencies.has(code);

/** As PayPal writes money: `{"currency_code": "EUR", "value": "12.50"}`. */
export type PaypalMoney = { currency_code: string; value: string };

/**
 * @param money in minor units of ISO 4217
 * @returns undefined for a currency that PayPal does not take, and for a fraction that it does not write (half a forint)
 */
export const toPaypal = ({ amount, currency }: Money): PaypalMoney | undefined => {
  const decimals = currencies.get(currency);
  if (!decimals) return undefined;
  const digits = String(amount).padStart(decimals.iso + 1, '0');
  const point = digits.length - decimals.iso;
  const [whole, fraction] = [digits.slice(0, point), digits.slice(point)];
  if (/[1-9]/.test(fraction.slice(decimals.paypal))) return undefined;
  const value = decimals.paypal === 0 ? whole : `${whole}.${fraction}`;
  return { currency_code: currency, value };
};

/** @returns minor units of ISO 4217; undefined for what is must be an amount in a currency that PayPal supports */
const fromPaypal = ({ currency_code: currency, value }: PaypalMoney): Money | undefined => {
  const decimals = currencies.get(currency);
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(value) ?? [];
  if (!decimals || whole === undefined || /[1-9]/.test(fraction.slice(decimals.iso))) return undefined;
  const amount = Number(whole + fraction.slice(0, decimals.iso).padEnd(decimals.iso, '0'));
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
