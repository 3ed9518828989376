import { randomInt } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** @returns random letters and digits */
export const randomCharacters = (length: number): string =>
  Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** @returns an id such as `pi_3Qx…`, with `length` random letters and digits after the prefix */
export const stripeId = (prefix: string, length = 24): string => `${prefix}_${randomCharacters(length)}`;
