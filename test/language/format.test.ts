import { expect, test } from 'vitest';
import { money } from '../../packages/web/src/language/format.ts';

test.each([
  ['1050', '€10.50'],
  ['-54761.5', '−€547.62'],
  ['-0.000001', '€0.00'],
])('%s cents are shown as %s', (amount, shown) => {
  expect(money({ amount, currency: 'EUR' })).toBe(shown);
});
