import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { creditsOf } from '../../packages/web/src/language/amount.ts';

describe('credits as people type them', () => {
  test.each([
    ['1240', 1240],
    ['1,240', 1240],
    ['1.240', 1240],
    ['1 240', 1240],
    ['1\u{a0}240', 1240],
    ['1\u{202f}240', 1240],
    ["1'240", 1240],
    ['1’240’000', 1_240_000],
    ['1,240.00', 1240],
    ['1.240,00', 1240],
    ['1240,0', 1240],
    ['12,40,000', 1_240_000],
    ['  007 ', 7],
  ])('%j is %i', (text, credits) => {
    expect(creditsOf(text)).toBe(credits);
  });

  test.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['abc', 'unreadable'],
    ['-5', 'unreadable'],
    ['1e3', 'unreadable'],
    ['12 40', 'unreadable'],
    ['1,240,00', 'fraction'],
    ['1240,000', 'fraction'],
    ['1.240,000', 'fraction'],
    ['12.5', 'fraction'],
    ['1,24', 'fraction'],
    ['.5', 'fraction'],
    ['0', 'zero'],
    ['0,00', 'zero'],
    ['9007199254740993', 'too_large'],
  ])('%j is refused as %s', (text, fault) => {
    expect(creditsOf(text)).toBe(fault);
  });

  test.each(['en', 'de', 'de-CH', 'de-AT', 'fr', 'en-IN', 'pl', 'es'])(
    'what %s prints is read again',
    (language) => {
      const format = new Intl.NumberFormat(language);
      fc.assert(
        fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (credits) => {
          expect(creditsOf(format.format(credits))).toBe(credits);
        }),
      );
    },
  );
});
