import { randomBytes } from 'node:crypto';
import { sha256 } from '../kernel/ids.ts';

/** Crockford's base 32: no I, L, O and U, which are misread or spell words. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const BATCH_LENGTH = 4;

/** 16 random symbols of 5 bits each: 80 bits. */
const RANDOM_LENGTH = 16;

const CODE = new RegExp(`^[${ALPHABET}]{${BATCH_LENGTH + RANDOM_LENGTH + 1}}$`);

const HINT_LENGTH = 5;

/** A word is longer than a batch's id and shorter than a random code, so that no text can be both. */
const WORD = /^[0-9A-Z]{5,16}$/;

/** What is left out in reading: what nobody sees, spaces, and dashes of any kind. */
const IGNORED = /[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\p{Pd}\u02D7\u2043\u2212]/gu;

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
  batch: string;
  hash: string;
  /** Its last symbols, by which the holder knows it. */
  hint: string;
};

/** A text in capitals, without spaces, dashes and hidden characters. */
const spelled = (text: string): string => text.normalize('NFKC').replace(IGNORED, '').toUpperCase();

/** I and L are read as 1, and O as 0. */
const folded = (symbols: string): string => symbols.replace(/[IL]/g, '1').replaceAll('O', '0');

const isRandomCode = (code: string): boolean =>
  CODE.test(code) && checkSymbolOf(code.slice(0, -1)) === code.at(-1);

/**
 * Reads a code however it was typed or pasted: in any case and width, with any spaces, dashes and hidden characters,
 * with I or L for 1 and O for 0.
 * @returns undefined for what is no code, by its length, its symbols or its check symbol
 */
export const readCode = (text: string): ReadCode | undefined => {
  const code = folded(spelled(text));
  if (!isRandomCode(code) && !WORD.test(code)) return undefined;
  const batch = WORD.test(code) ? code : code.slice(0, BATCH_LENGTH);
  return { batch, hash: sha256(code), hint: code.slice(-HINT_LENGTH) };
};

/**
 * A code that an agency worded, such as WELCOME10. It is a batch of its own, whose id is the word as codes are read.
 * @returns undefined for what is no word of 5 to 16 letters A to Z and digits
 */
export const readWord = (text: string): { shown: string; id: string; hash: string } | undefined => {
  const shown = spelled(text);
  const id = folded(shown);
  return WORD.test(id) ? { shown, id, hash: sha256(id) } : undefined;
};
