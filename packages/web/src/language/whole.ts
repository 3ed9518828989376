import { creditsOf } from './amount.ts';

/** A whole number from 1 on, as people type it; undefined where the text is none. */
export const wholeFrom1 = (text: string): number | undefined => {
  const count = creditsOf(text);
  return typeof count === 'number' ? count : undefined;
};

/** The same, and 0. */
export const wholeFrom0 = (text: string): number | undefined => (text.trim() === '0' ? 0 : wholeFrom1(text));
