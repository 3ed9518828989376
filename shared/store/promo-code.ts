import { randomBytes } from 'node:crypto';
import { sha256 } from '../kernel/ids.ts';
import { folded, isWord, spelled } from '../kernel/worded-code.ts';

/** Crockford's base 32: no I, L, O and U, which are misread or spell words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const BATCH_LENGTH = 4;

/** 16 random symbols of 5 bits each: 80 bits. */
const RANDOM_LENGTH = 16;

const CODE = new RegExp(`^[${ALPHABET}]{${BATCH_LENGTH + RANDOM_LENGTH + 1}}$`);

const HINT_LENGTH = 5;

/** @returns a symbol for each byte; 32 divides 256, so that uniform bytes give uniform symbols */
const symbolsOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');

/** @returns a batch id that follows from the seed */
export const batchIdFrom = (seed: string): string =>
  symbolsOf(Buffer.from(sha256(seed), 'hex').subarray(0, BATCH_LENGTH));

/**
 * ISO/IEC 7064, hybrid system with modulus 33 and 32. It catches any one wrong symbol, and all but 1 in 500 of the
 * transpositions of neighbours: those that it may miss are of symbols that follow one another in the alphabet (as a
 * ring), each pair in one of 32 states.
 */
const checkSymbolOf = (symbols: string): string => {
  const modulus = ALPHABET.length;
  let state = modulus;
  for (const symbol of symbols) {
    const sum = (state + ALPHABET.indexOf(symbol)) % modulus || modulus;
    state = (sum * 2) % (modulus + 1);
  }
  return ALPHABET.charAt((modulus + 1 - state) % modulus);
};

/** A new code of this batch: its id, 80 random bits and the check symbol, as people are shown it, and its hash. */
export const newCode = (batchId: string): { shown: string; hash: string } => {
  const symbols = batchId + symbolsOf(randomBytes(RANDOM_LENGTH));
  const code = symbols + checkSymbolOf(symbols);
  return { shown: code.replace(/(.{4})(?=.{5})/g, '$1-'), hash: sha256(code) };
};

/** What of a code goes on: the code itself stays with its holder. */
export type ReadCode = {
  /** Its batch's id, with which a random code begins; undefined for a worded code, which leads to its batch. */
  batch: string | undefined;
  hash: string;
  /** Its last symbols, by which the holder knows it. */
  hint: string;
};

const isRandomCode = (code: string): boolean =>
  CODE.test(code) && checkSymbolOf(code.slice(0, -1)) === code.at(-1);

/**
 * Reads a code however it was typed or pasted: in any case and width, with any spaces, dashes and hidden characters,
 * with I or L for 1 and O for 0.
 * @returns undefined for what is no code, by its length, its symbols or its check symbol
 */
export const readCode = (text: string): ReadCode | undefined => {
  const code = folded(spelled(text));
  if (!isRandomCode(code) && !isWord(code)) return undefined;
  const batch = isWord(code) ? undefined : code.slice(0, BATCH_LENGTH);
  return { batch, hash: sha256(code), hint: code.slice(-HINT_LENGTH) };
};
