import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchIdFrom, newCode, readCode } from '../../shared/store/promo-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('');

const symbol = fc.constantFrom(...ALPHABET);
const batchId = fc.array(symbol, { minLength: 4, maxLength: 4 }).map((symbols) => symbols.join(''));
const made = batchId.map((id) => ({ id, ...newCode(id) }));
const bare = (shown: string) => shown.replaceAll('-', '');
/** By which the table knows a code: SHA-256 over its 21 symbols. */
const hashOf = (shown: string) => createHash('sha256').update(bare(shown)).digest('hex');

/** What lands in a code when it is typed, or pasted from a mail or a document. */
const SPACES = [' ', '\t', '\n', '\u00A0', '\u2003', '\u3000', '\u2028'];
const DASHES = ['-', '\u2010', '\u2011', '\u2013', '\u2014', '\u2212', '\uFE63', '\uFF0D'];
const HIDDEN = ['\u200B', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\u202E', '\uFE0F', '\u3164', '\u0000'];

/** All ways in which a symbol is written. */
const forms = (one: string): string[] => {
  const alike = { 0: ['O'], 1: ['I', 'L'] }[one] ?? [];
  const narrow = [one, ...alike].flatMap((form) => [form, form.toLowerCase()]);
  const wide = narrow.map((form) => String.fromCodePoint((form.codePointAt(0) ?? 0) + 0xfee0));
  return [...narrow, ...wide];
};

const disguised = made.chain(({ shown, ...rest }) =>
  fc
    .tuple(
      ...bare(shown)
        .split('')
        .map((one) =>
          fc
            .tuple(fc.constantFrom(...forms(one)), fc.constantFrom('', '', ...SPACES, ...DASHES, ...HIDDEN))
            .map(([form, clutter]) => form + clutter),
        ),
    )
    .map((parts) => ({ ...rest, expected: hashOf(shown), text: `\uFEFF ${parts.join('')}` })),
);

test('a code is shown in groups: batch, 80 random bits, check symbol', () => {
  const { shown } = newCode('K7Q2');
  expect(shown).toMatch(/^K7Q2-([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
});

test('every code reads back from any accepted spelling', () => {
  fc.assert(
    fc.property(disguised, ({ id, hash, expected, text }) => {
      expect(hash).toBe(expected);
      expect(readCode(text)).toMatchObject({ batch: id, hash: expected });
    }),
    { numRuns: 1000 },
  );
});

test('the hint is the end of the code', () => {
  const { shown } = newCode('K7Q2');
  expect(readCode(shown)?.hint).toBe(shown.slice(-5));
});

test('any single wrong symbol is caught', () => {
  fc.assert(
    fc.property(made, ({ shown }) => {
      const code = bare(shown);
      const altered = code
        .split('')
        .flatMap((was, place) =>
          ALPHABET.filter((other) => other !== was).map(
            (other) => code.slice(0, place) + other + code.slice(place + 1),
          ),
        );
      expect(altered).toHaveLength(21 * 31);
      expect(altered.filter((text) => readCode(text))).toEqual([]);
    }),
  );
});

test('99.5% of transposed neighbours are caught; the rest are adjacent in the alphabet', () => {
  const codes = Array.from({ length: 5000 }, () => bare(newCode(batchIdFrom(String(Math.random()))).shown));
  const swapped = codes.flatMap((code) =>
    code
      .slice(1)
      .split('')
      .flatMap((next, place) => {
        const was = code.charAt(place);
        const text = code.slice(0, place) + next + was + code.slice(place + 2);
        return next === was ? [] : [{ pair: [was, next], isMissed: readCode(text) !== undefined }];
      }),
  );
  const missed = swapped.filter(({ isMissed }) => isMissed);
  const distances = missed.map(({ pair: [one = '', other = ''] }) =>
    Math.abs(ALPHABET.indexOf(one) - ALPHABET.indexOf(other)),
  );
  expect(missed.length / swapped.length).toBeLessThan(0.005);
  expect(distances.filter((distance) => distance !== 1 && distance !== 31)).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['too few symbols', 'K7Q2-0000-0000-0000-000'],
  ['a letter outside the alphabet', 'U7Q2-0000-0000-0000-00000'],
  ['other signs', 'K7Q2-0000-0000-0000-0000!'],
  ['look-alike letters', 'К7Q2-0000-0000-0000-00000'],
  ['half a surrogate pair', '\uD800'],
])('%s: refused as a code', (_what, text) => {
  expect(readCode(text)).toBeUndefined();
});

test('a code with an extra symbol is refused', () => {
  const { shown } = newCode('K7Q2');
  expect(readCode(`${shown}0`)).toBeUndefined();
  expect(readCode(`0${shown}`)).toBeUndefined();
});

test('no code repeats, and every symbol is equally frequent', () => {
  const random = Array.from({ length: 20_000 }, () => bare(newCode('0000').shown).slice(4, 20));
  expect(new Set(random)).toHaveProperty('size', random.length);
  const counts = Map.groupBy(random.join('').split(''), (one) => one);
  // 10,000 of each are expected, with a standard deviation of 100.
  for (const one of ALPHABET) expect(Math.abs((counts.get(one)?.length ?? 0) - 10_000)).toBeLessThan(700);
});
