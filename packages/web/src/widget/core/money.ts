import type { Money } from '@scrip/client';
import type { Locale } from './language.ts';

/** Money as the language prints it: €58.00, 58,00 €. */
export const moneyText = ({ tag }: Locale, { amount, currency }: Money): string => {
  const format = new Intl.NumberFormat(tag, { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};
