import { describe, expect, test } from 'vitest';
import { isReadAgain } from '../../packages/web/src/data/read-again.ts';

describe('whether a list is read again by whoever comes back to its tab', () => {
  test.each([
    [true, 'nothing is there yet', undefined, false],
    [true, 'one page is there', { pages: [1] }, false],
    [false, 'several pages are there', { pages: [1, 2, 3] }, false],
    [true, 'several pages are there and something in them has changed', { pages: [1, 2, 3] }, true],
  ] as const)('%s where %s', (expected, _why, data, isInvalidated) => {
    expect(isReadAgain({ state: { data, isInvalidated } })).toBe(expected);
  });
});
