/** Why a text is no amount of credits. */
export type AmountFault = 'empty' | 'unreadable' | 'fraction' | 'zero' | 'too_large';

/** Between thousands in no language anything else: spaces of every width, apostrophes (Switzerland). */
const GROUPING_ONLY = /(?<=\d)[\s'’](?=\d{3}(?!\d))/gu;

/** 1240, 1,240, 1.240, 12,40,000 (India): one separator throughout, and three digits at the end. */
const WHOLE = /^(?:\d+|\d{1,3}(?:([.,])\d{3}(?:\1\d{3})*)|\d{1,2}(?:([.,])\d{2}(?:\2\d{2})*\2\d{3}))$/;

/** 1240.00 and 1,240.00: a fraction of nothing. Three zeros would be read as thousands by half of the world. */
const NO_FRACTION = /^(.*\d)([.,])0{1,2}$/;

const FRACTION = /^[\d.,]*\d?[.,]\d+$/;

const digitsOf = (text: string): string | undefined => {
  if (WHOLE.test(text)) return text.replace(/[.,]/g, '');
  const [, whole = '', decimal = ''] = NO_FRACTION.exec(text) ?? [];
  return WHOLE.test(whole) && !whole.includes(decimal) ? whole.replace(/[.,]/g, '') : undefined;
};

/**
 * Whole credits as people type or paste them: `1240`, `1,240`, `1.240`, `1 240`, `1’240`, `1.240,00`. As credits are whole,
 * a separator before three digits groups thousands in every language, and what could be read in two ways is refused.
 * @returns credits, from 1 to the greatest safe integer, or why the text is none
 */
export const creditsOf = (text: string): number | AmountFault => {
  const typed = text.trim().replace(GROUPING_ONLY, '');
  if (typed === '') return 'empty';
  const digits = digitsOf(typed);
  if (digits === undefined) return FRACTION.test(typed) ? 'fraction' : 'unreadable';
  const credits = Number(digits);
  if (credits === 0) return 'zero';
  return Number.isSafeInteger(credits) ? credits : 'too_large';
};
