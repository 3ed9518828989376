import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalHash } from '../../shared/kernel/canonical.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';

/** RFC 8785 in a few lines: fields by their UTF-16 units, everything else as ECMAScript writes it. */
const canonicalOf = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalOf).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalOf(field)}`).join(',')}}`;
};

test('the hash is SHA-256 over canonical JSON, so that others can check it (RFC 8785, 3.2.2)', () => {
  const value: unknown = JSON.parse(
    '{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 1e-27], "literals": [null, true, false]}',
  );
  const text = '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}';
  expect(canonicalHash(value)).toBe(createHash('sha256').update(text).digest('hex'));
});

test(`a hash is always that of the canonical JSON (seed ${seed})`, () => {
  const seen = occurrencesOf('fields out of order', 'a name beyond ASCII', 'a list');
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), (value) => {
      const text = canonicalOf(value);
      seen.saw('fields out of order', text !== JSON.stringify(value));
      seen.saw('a name beyond ASCII', /[^ -~]":/.test(text));
      seen.saw('a list', text.includes('['));
      expect(canonicalHash(value)).toBe(createHash('sha256').update(text).digest('hex'));
    }),
    { seed, numRuns: 1000 },
  );
  seen.report(5);
});

test('a value without JSON has no hash', () => {
  expect(() => canonicalHash(undefined)).toThrow('no JSON');
});
