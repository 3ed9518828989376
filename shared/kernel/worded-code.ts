import { sha256 } from './ids.ts';

/** A word is shorter than a random code, so that no text can be both. */
const WORD = /^[0-9A-Z]{5,16}$/;

/** What is left out in reading: what nobody sees, spaces, and dashes of any kind. */
const IGNORED = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Pd}\u02D7\u2043\u2212]/gu;

/** A text in capitals, without spaces, dashes and hidden characters. */
export const spelled = (text: string): string => text.normalize('NFKC').replace(IGNORED, '').toUpperCase();

/** I and L are read as 1, and O as 0. */
export const folded = (symbols: string): string => symbols.replace(/[IL]/g, '1').replaceAll('O', '0');

/** @param symbols as `folded` gives them */
export const isWord = (symbols: string): boolean => WORD.test(symbols);

/**
 * A code that an agency worded, such as WELCOME10: as it is shown, and the hash of how it is read.
 * @returns undefined for what is no word of 5 to 16 letters A to Z and digits
 */
export const readWord = (text: string): { shown: string; hash: string } | undefined => {
  const shown = spelled(text);
  const word = folded(shown);
  return isWord(word) ? { shown, hash: sha256(word) } : undefined;
};
