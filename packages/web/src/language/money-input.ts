import { currencyDigits } from './format.ts';

/**
 * An amount of money as people type it, such as `1.240,50` or `1,240.50`: the last separator before at most as many digits as
 * the currency has is the decimal one, all others group thousands.
 * @returns minor units, or undefined where the text is no amount above 0
 */
export const minorUnits = (text: string, currency: string): number | undefined => {
  const digits = currencyDigits(currency);
  const typed = text.replace(/[\s'’]/g, '');
  const [, whole = '', fraction = ''] =
    new RegExp(`^(\\d[\\d.,]*?)(?:[.,](\\d{1,${Math.max(1, digits)}}))?$`).exec(typed) ?? [];
  if (whole === '' || fraction.length > digits) return undefined;
  const grouped = /^\d+$|^\d{1,3}(?:[.,]\d{3})+$/.test(whole);
  if (!grouped) return undefined;
  const amount =
    Number(whole.replace(/[.,]/g, '')) * 10 ** digits + Number(fraction.padEnd(digits, '0') || 0);
  return Number.isSafeInteger(amount) && amount > 0 ? amount : undefined;
};

/** How an amount stands in a field, to be typed over. */
export const moneyInput = ({ amount, currency }: { amount: number; currency: string }): string =>
  (amount / 10 ** currencyDigits(currency)).toFixed(currencyDigits(currency));
