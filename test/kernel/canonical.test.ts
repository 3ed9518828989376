import { expect, test } from 'vitest';
import { canonicalHash } from '../../shared/kernel/canonical.ts';

test('the order of fields does not matter, the order of a list does', () => {
  expect(canonicalHash({ a: 1, b: [1, 2] })).toBe(canonicalHash({ b: [1, 2], a: 1 }));
  expect(canonicalHash({ a: 1, b: [1, 2] })).not.toBe(canonicalHash({ a: 1, b: [2, 1] }));
});

test('a value without JSON has no hash', () => {
  expect(() => canonicalHash(undefined)).toThrow('no JSON');
});
