import { describe, expect, test } from 'vitest';
import { wouldTakeBack } from '../../packages/web/src/console/account/take-back.ts';

const SOON = '2026-12-05T23:59:59.000Z';
const LATER = '2027-12-05T23:59:59.000Z';
const promo = (credits: number, expiresAt?: string) => ({
  class: 'promo' as const,
  credits,
  ...(expiresAt !== undefined && { expiresAt }),
});
const restricted = (credits: number) => ({ ...promo(credits), onlyFor: { categories: ['tools'] } });
const paid = (credits: number) => ({ class: 'paid' as const, credits });

describe('an addition is undone only by removing credits like those that were added', () => {
  test.each([
    ['it is all there is', [promo(50)], promo(50), true],
    ['others alike came before', [promo(20), promo(50)], promo(50), true],
    ['others are spent later', [promo(50, SOON), paid(900)], promo(50, SOON), true],
    ['the same time is written otherwise', [promo(50, '2026-12-05T23:59:59Z')], promo(50, SOON), true],
    ['promo credits would go instead of paid ones', [promo(50), paid(50)], paid(50), false],
    ['credits that expire sooner would go', [promo(20, SOON), promo(50, LATER)], promo(50, LATER), false],
    ['credits that expire would go', [promo(50, SOON), promo(50)], promo(50), false],
    ['restricted credits come first', [restricted(20), paid(50)], paid(50), true],
    ['only restricted credits are left', [restricted(50)], promo(50), false],
    ['restricted credits were added', [restricted(50), paid(90)], restricted(50), true],
    [
      'others are for something else',
      [{ ...promo(50), onlyFor: { products: ['saw'] } }],
      restricted(50),
      false,
    ],
    ['a debt or the customer took a part', [paid(49)], paid(50), false],
    ['nothing is left', [], paid(50), false],
  ])('%s', (_why, lots, { credits: amount, ...added }, isUndone) => {
    expect(wouldTakeBack(lots, { ...added, amount })).toBe(isUndone);
  });
});
