import { describe, expect, test } from 'vitest';
import { type Looks, nextLookMs } from '../../packages/web/src/portal/buy/looks.ts';

const FIRST: Looks = { status: undefined, answers: 0, failures: 0, failed: false };

/** Every wait from the first look on, as long as each look comes out like this. */
const waits = (each: (looks: Looks) => Looks): number[] => {
  const all: number[] = [];
  for (let looks = each(FIRST); all.length < 1000; looks = each(looks)) {
    const wait = nextLookMs(looks);
    if (wait === false) return all;
    all.push(wait);
  }
  return all;
};

const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);

describe('how often the page after a payment looks', () => {
  test.each(['open', 'processing'] as const)(
    'while it is %s: soon at first, then less often, and for about ten minutes',
    (status) => {
      const all = waits((looks) => ({ ...looks, status, answers: looks.answers + 1 }));
      expect(all[0]).toBe(2000);
      expect(all.at(-1)).toBe(15_000);
      expect(sum(all) / 60_000).toBeGreaterThan(8);
      expect(sum(all) / 60_000).toBeLessThan(11);
    },
  );

  test.each(['paid', 'failed', 'expired', 'under_review'] as const)('not once it is %s', (status) => {
    expect(nextLookMs({ ...FIRST, status, answers: 1 })).toBe(false);
  });

  test('after failures ever later, and six times at most', () => {
    const all = waits((looks) => ({ ...looks, failures: looks.failures + 1, failed: 'for-now' }));
    expect(all).toHaveLength(5);
    expect(all).toEqual(all.toSorted((a, b) => a - b));
    expect(all[0]).toBeGreaterThan(2000);
  });

  test('not after a failure that will not pass', () => {
    expect(nextLookMs({ ...FIRST, failures: 1, failed: 'for-good' })).toBe(false);
  });
});
