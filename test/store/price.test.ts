import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_AMOUNT } from '../../shared/kernel/amount.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { buyerOf, isEligible, priceFor } from '../../shared/store/price.ts';
import { priceBreakdown, type Promotion } from '../../shared/table/items/price.ts';
import { someSettings } from '../support/settings.ts';
import { occurrencesOf } from '../support/occurrences.ts';
import { seed } from '../support/seed.ts';
import { HOUR_MS } from '../../shared/kernel/durations.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

const buyer = { agency: 'agency', account: 'customer', region: 'DE' };
const nowhere = { ...buyer, region: undefined };

const running = (discount: Promotion['discount'], more: Partial<Promotion> = {}): Promotion => ({
  id: 'spring',
  name: 'Spring',
  from: instant(NOW - HOUR_MS),
  to: instant(NOW + HOUR_MS),
  discount,
  ...more,
});

const regions = fc.constantFrom('DE', 'FR', 'EU');
const amount = fc.integer({ min: 0, max: MAX_AMOUNT });
const promotions = fc.array(
  fc
    .record({
      discount: fc.oneof(
        fc.record({ percent: fc.integer({ min: 1, max: 100 }) }),
        fc.record({ credits: fc.integer({ min: 1, max: MAX_AMOUNT }) }),
      ),
      from: fc.integer({ min: -3, max: 3 }),
      lasts: fc.integer({ min: 0, max: 4 }),
      regions: fc.option(fc.array(regions, { minLength: 1, maxLength: 2 }), { nil: undefined }),
    })
    .map(({ discount, from, lasts, regions: where }) =>
      running(discount, {
        from: instant(NOW + from * HOUR_MS),
        to: instant(NOW + (from + lasts) * HOUR_MS),
        ...(where && { regions: where }),
      }),
    ),
  { maxLength: 5 },
);

/** What each of these promotions takes off a price now, and in this region: worked out by the rule, not by the product. */
const discountsOf = (price: number, offered: readonly Promotion[], region: string | undefined): number[] =>
  offered
    .filter(({ from, to }) => Date.parse(from) <= NOW && NOW < Date.parse(to))
    .filter(({ regions: only }) => only === undefined || only.some((one) => one === region))
    .map(({ discount }) => {
      if ('credits' in discount) return Math.min(price, discount.credits);
      // Whole hundreds of credits, then the rest: no product exceeds the safe integers.
      const hundreds = Math.floor(price / 100);
      return hundreds * discount.percent + Math.floor(((price % 100) * discount.percent) / 100);
    });

test(`a price is the region’s own or else the base, less the largest discount for this buyer, and its parts add up (seed ${seed})`, () => {
  const seen = occurrencesOf(
    'a price of the region',
    'a discount',
    'several discounts',
    'a promotion that is not for this buyer now',
    'a price of zero by a discount',
  );
  fc.assert(
    fc.property(
      amount,
      fc.dictionary(regions, amount),
      promotions,
      fc.option(regions, { nil: undefined }),
      (price, regionalPrices, offered, region) => {
        const result = priceFor({ price, regionalPrices }, offered, { ...buyer, region }, NOW);
        expect(priceBreakdown.safeParse(result).success).toBe(true);
        const regional = new Map(Object.entries(regionalPrices)).get(region ?? 'nowhere');
        const before = regional ?? price;
        const discounts = discountsOf(before, offered, region);
        const largest = Math.max(0, ...discounts);
        expect(result).toMatchObject({ base: price, price: before - largest });
        expect(result.regional).toEqual(regional === undefined ? undefined : { region, price: regional });
        expect(result.promotion?.discount ?? 0).toBe(largest);
        seen.saw('a price of the region', regional !== undefined);
        seen.saw('a discount', largest > 0);
        seen.saw('several discounts', new Set(discounts).size > 1);
        seen.saw('a promotion that is not for this buyer now', discounts.length < offered.length);
        seen.saw('a price of zero by a discount', largest > 0 && result.price === 0);
      },
    ),
    { seed, numRuns: 1000 },
  );
  seen.report(10);
});

describe('a promotion runs from its start, inclusive, to its end, exclusive', () => {
  const spring = running({ percent: 50 });
  test.each([
    ['a millisecond before its start', Date.parse(spring.from) - 1, 100],
    ['at its start', Date.parse(spring.from), 50],
    ['a millisecond before its end', Date.parse(spring.to) - 1, 50],
    ['at its end', Date.parse(spring.to), 100],
  ])('%s', (_, at, price) => {
    expect(priceFor({ price: 100 }, [spring], buyer, at).price).toBe(price);
  });
});

test.each([
  [1, 99, 1],
  [99, 1, 99],
  [10, 25, 8],
  [3, 33, 3],
  [3, 34, 2],
  [7, 100, 0],
  [MAX_AMOUNT, 33, 670_000_000_000],
])(
  'of a price of %d, %d percent leave %d: a discount is rounded down to whole credits',
  (price, percent, left) => {
    expect(priceFor({ price }, [running({ percent })], buyer, NOW).price).toBe(left);
  },
);

test('a discount above the price brings the price to zero', () => {
  expect(priceFor({ price: 5 }, [running({ credits: 9 })], buyer, NOW)).toMatchObject({
    promotion: { discount: 5 },
    price: 0,
  });
});

test('a promotion reduces the regional price', () => {
  const priced = { price: 100, regionalPrices: { DE: 80 } };
  expect(priceFor(priced, [running({ percent: 10 })], buyer, NOW)).toEqual({
    base: 100,
    regional: { region: 'DE', price: 80 },
    promotion: { id: 'spring', name: 'Spring', discount: 8, to: instant(NOW + HOUR_MS) },
    price: 72,
  });
});

test('a promotion without a discount does not apply', () => {
  expect(priceFor({ price: 0 }, [running({ credits: 5 })], buyer, NOW)).toEqual({ base: 0, price: 0 });
});

test('a promotion for some regions does not apply elsewhere or in an unknown region', () => {
  const french = running({ percent: 50 }, { regions: ['FR'] });
  expect(priceFor({ price: 100 }, [french], { ...buyer, region: 'FR' }, NOW).price).toBe(50);
  expect(priceFor({ price: 100 }, [french], buyer, NOW).price).toBe(100);
  expect(priceFor({ price: 100 }, [french], nowhere, NOW).price).toBe(100);
});

test('the region comes from the token, else from the agency’s default', () => {
  const settings = someSettings('agency', { defaultRegion: 'FR' });
  expect(buyerOf(settings, buyer).region).toBe('DE');
  expect(buyerOf(settings, nowhere).region).toBe('FR');
  expect(buyerOf(someSettings('agency'), nowhere).region).toBeUndefined();
});

test.each([
  ['everybody', undefined, true],
  ['this region', { regions: ['FR', 'DE'] }, true],
  ['another region', { regions: ['FR'] }, false],
  ['this account', { accounts: ['customer'] }, true],
  ['another account', { accounts: ['somebody'] }, false],
  ['this account in another region', { accounts: ['customer'], regions: ['FR'] }, false],
])('reserved for %s', (_, eligibility, open) => {
  expect(isEligible(eligibility, buyer)).toBe(open);
});
