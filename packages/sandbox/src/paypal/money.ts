import { formatMoney } from '../http/money.ts';
import { invalidRequest, unprocessable } from './errors.ts';

/** The currencies, and those of them without decimals: https://developer.paypal.com/api/rest/reference/currency-codes/. */
const WITHOUT_DECIMALS = new Set(['HUF', 'JPY', 'TWD']);
const WITH_CENTS =
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD ILS MXN MYR NOK NZD PHP PLN SEK SGD THB USD'.split(' ');
const CURRENCIES = new Set([...WITH_CENTS, ...WITHOUT_DECIMALS]);

/** As PayPal writes it: `{"currency_code": "EUR", "value": "12.50"}`. */
export type Money = { currency_code: string; value: string };

/** PayPal's own count of decimals, which for some currencies is not that of ISO 4217. */
const decimalsOf = (currency: string): number => (WITHOUT_DECIMALS.has(currency) ? 0 : 2);

/** @param amount in the currency's smallest unit at PayPal, negative when money leaves */
export const money = (amount: number, currency: string): Money => ({
  currency_code: currency,
  value: (amount / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency)),
});

/** @returns an amount as people read it, such as `€12.50` */
export const readable = (amount: number, currency: string): string =>
  formatMoney(amount, currency, decimalsOf(currency));

const MAX_AMOUNT = 999_999_999;

/**
 * Reads an amount that must be more than nothing; throws PayPal's refusal of any other.
 * @returns the currency's smallest units at PayPal
 */
export const readAmount = ({ currency_code: currency, value }: Money, field: string): number => {
  const found = /^(-?)(\d*)(?:\.(\d+))?$/.exec(value);
  if (found === null || value === '' || value === '-') {
    throw invalidRequest({
      field: `${field}/value`,
      value,
      issue: 'INVALID_PARAMETER_SYNTAX',
      description: 'The value is not a decimal number',
    });
  }
  const [, minus, whole = '', fraction = ''] = found;
  const decimals = decimalsOf(currency);
  if (!CURRENCIES.has(currency)) {
    throw unprocessable('CURRENCY_NOT_SUPPORTED', 'PayPal does not know this currency', { field });
  }
  if (fraction !== '' && decimals === 0) {
    throw unprocessable('DECIMALS_NOT_SUPPORTED', 'This currency has no decimals', {
      field: `${field}/value`,
    });
  }
  if (fraction.length > decimals) {
    throw unprocessable('DECIMAL_PRECISION', 'There are too many decimals', { field: `${field}/value` });
  }
  const amount = Number(`${whole}${fraction.padEnd(decimals, '0')}`);
  if (minus === '-' || amount === 0) {
    throw unprocessable('CANNOT_BE_ZERO_OR_NEGATIVE', 'The amount must be more than zero', {
      field: `${field}/value`,
    });
  }
  if (amount > MAX_AMOUNT)
    throw unprocessable('MAX_VALUE_EXCEEDED', 'The amount is too large', { field: `${field}/value` });
  return amount;
};
