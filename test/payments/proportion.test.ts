import { expect, test } from 'vitest';
import { proportion } from '../../shared/payments/proportion.ts';

test('a share is rounded once, half a unit up', () => {
  expect(proportion(10, 1, 3)).toBe(3);
  expect(proportion(10, 2, 3)).toBe(7);
  expect(proportion(1, 1, 2)).toBe(1);
});

test('a share of the largest amounts is exact', () => {
  const most = Number.MAX_SAFE_INTEGER;
  expect(proportion(most, most - 1, most)).toBe(most - 1);
});

test('a share of nothing is nothing', () => {
  expect(proportion(10, 5, 0)).toBe(0);
});
