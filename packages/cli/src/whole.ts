import { usageError } from './exit.ts';

/** A whole number that was typed. @param what it is, such as "number of credits" */
export const wholeOf = (text: string, what: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw usageError(`'${text}' is no ${what}`);
  return Number(text);
};

/** The same where it may be left out. */
export const creditsFrom = (text: string | undefined): { credits?: number } =>
  text === undefined ? {} : { credits: wholeOf(text, 'number of credits') };
