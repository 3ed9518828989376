import { describe, expect, test } from 'vitest';
import { followsCredits } from '../../packages/web/src/data/moved.ts';

describe('what is looked at again when credits move', () => {
  test.each([
    ['account'],
    ['entries', 'all'],
    ['product', 'forest'],
    ['checkout', 'chk_1'],
    ['agency-orders'],
  ])('%s', (...key) => {
    expect(followsCredits(key)).toBe(true);
  });

  test.each([
    ['quote', 'forest', 'standard', 0],
    ['purchase-preview', 'quo_1'],
    ['order-preview', 'logo', 40],
    ['invoice-preview', 'inv_1', 40],
    ['refund-preview', 'pur_1'],
    ['adjustment-preview', 'alice'],
    ['proof', 'prf_1'],
    ['return', 'chk_1'],
  ])('not %s', (...key) => {
    expect(followsCredits(key)).toBe(false);
  });
});
