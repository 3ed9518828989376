import { expect, test } from 'vitest';
import { contrast } from '../../shared/kernel/contrast.ts';

// As WebAIM's contrast checker has them.
test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#FFFFFF', 1],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4],
  ['#121212', '#ffffff', 18.73],
])('%s on %s has a contrast of %d, whichever comes first', (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBe(contrast(one, other));
});
