import { randomInt } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit, and no U. */
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUP = 4;

const group = (): string => Array.from({ length: GROUP }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('');

/** What a customer types into the payment's reference: eight symbols in two groups, 40 random bits. */
export const paymentReference = (): string => `${group()}-${group()}`;
