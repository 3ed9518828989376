import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ascii, firstCharacters, line, text, webUrl } from '../../shared/kernel/text.ts';
import { HOSTILE, WELCOME } from '../support/hostile-text.ts';
import { seed } from '../support/seed.ts';

const accepts = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: string) =>
  schema.safeParse(value).success;

describe.each([
  ['line', line(120)],
  ['text', text(120)],
])('%s', (_, schema) => {
  test.each(Object.entries(WELCOME))('accepts %s', (_name, sample) => {
    expect(schema.safeParse(`a ${sample} b`)).toEqual({ success: true, data: `a ${sample} b` });
  });

  test.each(Object.entries(HOSTILE))('refuses %s', (_name, sample) => {
    expect(accepts(schema, `a ${sample} b`)).toBe(false);
    expect(accepts(schema, sample)).toBe(false);
  });

  test('counts characters, not UTF-16 units', () => {
    expect(accepts(schema, '🎁'.repeat(120))).toBe(true);
    expect(accepts(schema, '🎁'.repeat(121))).toBe(false);
  });

  test('refuses an empty text', () => {
    expect(accepts(schema, '')).toBe(false);
  });

  test(`accepts well-formed text without control, noncharacter or direction characters (seed ${seed})`, () => {
    const forbidden = /[\p{Cc}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069]/u;
    let refused = 0;
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), (sample) => {
        const isFine = !forbidden.test(sample);
        if (!isFine) refused += 1;
        fc.pre(isFine);
        expect(accepts(schema, sample)).toBe(true);
      }),
      { seed, numRuns: 2000, examples: [['\u0000']] },
    );
    expect(refused).toBeGreaterThan(0);
  });
});

test.each(['a\nb', 'a\r\nb', 'a\tb', 'a\u2028b'])('%j has more than one line', (sample) => {
  expect(accepts(text(120), sample)).toBe(true);
  expect(accepts(line(120), sample)).toBe(false);
});

test('a text can be empty where an empty one means none', () => {
  expect(accepts(text(10, 0), '')).toBe(true);
});

test('truncation never splits a character', () => {
  expect(firstCharacters('a🎁b', 2)).toBe('a🎁');
  expect(firstCharacters('ab', 3)).toBe('ab');
});

test.each(['https://example.com/\uD83C', 'https://example.com/\u202Egnp'])(
  'a URL that only encoding makes harmless is refused: %j',
  (sample) => {
    expect(accepts(webUrl(/^https$/, 'no URL'), sample)).toBe(false);
    expect(URL.canParse(sample)).toBe(true);
  },
);

test.each(['ä', 'a\n', '\u007F', 'abcd'])('%j is not 1 to 3 printable ASCII characters', (sample) => {
  expect(accepts(ascii(3), sample)).toBe(false);
  expect(accepts(ascii(3), 'a ~')).toBe(true);
});
