import type { Money } from '@scrip/client';
import type { Locale } from './language.ts';

/** Money as the language prints it: €58.00, 58,00 €. */
export const moneyText = (locale: Locale, price: Money): string => printed(locale, price, 1);

/** What one credit costs, with one digit more than the currency has. @param price of all of them */
export const moneyEachText = (locale: Locale, price: Money, credits: number): string =>
  printed(locale, price, credits);

const printed = ({ tag }: Locale, { amount, currency }: Money, parts: number): string => {
  const options: Intl.NumberFormatOptions = { style: 'currency', currency };
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat(tag, options).resolvedOptions();
  const maximumFractionDigits = parts === 1 ? digits : digits + 1;
  return new Intl.NumberFormat(tag, { ...options, maximumFractionDigits }).format(
    amount / parts / 10 ** digits,
  );
};
