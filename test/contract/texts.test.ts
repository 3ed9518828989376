import { describe, expect, test } from 'vitest';
import { readCode } from '../../shared/store/promo-code.ts';
import { HOSTILE, WELCOME } from '../support/hostile-text.ts';
import { accepts, requestStrings } from '../support/schema-strings.ts';

/** Codes are reduced to an alphabet of their own before anything is done with them, and are stored as hashes only. */
const REDUCED = 'createRedemption body/code';

/** Around what is tried, so that it also meets formats: URLs, entity tags, times. */
const SURROUNDINGS = [
  ['', ''],
  ['a', ''],
  ['', 'a'],
  ['https://example.com/', ''],
  ['"', '"'],
  ['2026-01-31T09:30:00Z', ''],
] as const;

describe.each(requestStrings.filter(({ path }) => path !== REDUCED))('$path', (leaf) => {
  test.each(Object.entries(HOSTILE))('refuses %s', (_name, sample) => {
    for (const [before, after] of SURROUNDINGS) expect(accepts(leaf, before + sample + after)).toBe(false);
  });
});

/** What takes a letter beyond ASCII is text, and takes every script; the rest has an alphabet or a format. */
const texts = requestStrings.filter((leaf) => accepts(leaf, 'ä'));

describe.each(texts)('$path', (leaf) => {
  test.each(Object.entries(WELCOME))('accepts %s', (_name, sample) => {
    expect(accepts(leaf, sample)).toBe(true);
  });
});

test('validates every name, note and reason as text', () => {
  expect(texts.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'createSpend body/reference',
      'createSpend body/note',
      'createOrder body/note',
      'createAdjustment body/reason',
      'addProof body/note',
      'decideCreditRequest body/note',
      'putProduct body/variants/*/name',
      'putProduct body/promotions/*/name',
      'putSettings body/requests/methods/bank_transfer/instructions',
      'createInvoice body/number',
      'createEndpoint body/description',
      'listProducts query/category',
    ]),
  );
});

test.each(Object.entries(HOSTILE))('a promo code is read without %s', (_name, sample) => {
  expect(requestStrings.map(({ path }) => path)).toContain(REDUCED);
  const code = 'K7Q2-0000-0000-0000-0000';
  expect(readCode(`${sample}${code}`)).toEqual(readCode(code));
});

const times = requestStrings.filter((leaf) => accepts(leaf, '2026-01-31T09:30:00Z') && !accepts(leaf, 'a'));

describe.each(times)('$path', (leaf) => {
  test('accepts the first and last year, and no time outside them in UTC', () => {
    for (const time of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59+05:00'])
      expect(accepts(leaf, time)).toBe(true);
    for (const time of ['0000-01-01T00:00:00+01:00', '9999-12-31T23:59:59-05:00'])
      expect(accepts(leaf, time)).toBe(false);
  });
});

test('validates the times of terms and filters', () => {
  expect(times.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'listEntries query/from',
      'createAdjustment body/expiresAt',
      'createInvoice body/dueAt',
      'createPromoCodes body/creditsExpire/at',
      'putProduct body/promotions/*/to',
    ]),
  );
});
