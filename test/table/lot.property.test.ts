import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lotsToStore, priceOfEach, storedLots, type LotShare } from '../../shared/table/items/lot.ts';
import type { OnlyFor } from '../../shared/table/items/only-for.ts';
import { seed } from '../support/seed.ts';

const number = fc.oneof(
  fc.integer({ min: 1, max: 1000 }),
  fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
);

const time = fc
  .date({
    min: new Date('0000-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

const lots: fc.Arbitrary<LotShare> = fc
  .record({
    id: number,
    class: fc.constantFrom('paid' as const, 'promo' as const),
    amount: number,
    expiresAt: fc.option(time),
    price: fc.option(fc.record({ micro: fc.maxSafeNat(), currency: fc.constantFrom('EUR', 'JPY') })),
  })
  .map(({ expiresAt, price, ...lot }) => ({
    ...lot,
    ...(expiresAt !== null && { expiresAt }),
    ...(price !== null && { price }),
  }));

test(`a lot is stored as text of at most 50 characters, and read as it was (seed ${seed})`, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(lots, (lot) => {
      const [stored] = lotsToStore([lot]);
      expect(stored).toEqual(expect.stringMatching(/^.{3,50}$/));
      expect(storedLots.parse([stored])).toEqual([lot]);
    }),
    { seed, numRuns: 1000 },
  );
});

const names = fc.uniqueArray(fc.stringMatching(/^[\p{L}"{}~@\\ ]{1,9}$/u), { minLength: 1, maxLength: 3 });

const restrictions = fc.oneof(
  fc.record({ categories: names }),
  fc.constant<OnlyFor>({ services: ['a', 'b'], meters: ['m'] }),
);

/** Lots that share a few restrictions, in any characters. */
const restricted = fc
  .record({
    kinds: fc.array(restrictions, { minLength: 1, maxLength: 4 }),
    chosen: fc.array(fc.tuple(lots, fc.option(fc.nat()), fc.boolean()), { maxLength: 40 }),
  })
  .map(({ kinds, chosen }) =>
    chosen.map(([lot, choice, isReceived]): LotShare => {
      const onlyFor = choice === null ? undefined : kinds[choice % kinds.length];
      return {
        ...lot,
        ...(onlyFor && { onlyFor }),
        ...(isReceived && { origin: { account: 'bob~1', lot: 7 } }),
      };
    }),
  );

test(`restrictions are stored once in a list, and read as they were (seed ${seed})`, () => {
  expect.hasAssertions();
  fc.assert(
    fc.property(restricted, (list) => {
      const stored = lotsToStore(list);
      const different = new Set(list.flatMap(({ onlyFor }) => (onlyFor ? JSON.stringify(onlyFor) : [])));
      expect(stored.length).toBe(list.length + different.size);
      expect(storedLots.parse(stored)).toEqual(list);
    }),
    { seed, numRuns: 500 },
  );
});

test('a lot of schema 1 is read as before, with what it absorbed, and written back with it', () => {
  const lot: LotShare = { id: 7, class: 'paid', amount: 3, absorbed: [8, 9] };
  expect(storedLots.parse([lot])).toEqual([lot]);
  expect(lotsToStore([lot])).toEqual([lot]);
});

test.each([
  '',
  '0P1',
  '1P0',
  '1X1',
  '1P',
  'P1',
  '1P1.',
  '1P1.zzzzzzzzzz',
  '1P1.mx3224ld.1',
  'zzzzzzzzzzzP1',
  '1P1 ',
  '1P1~0',
  '{"services":["a"]',
  '1P1$1',
  '1P1$~EUR',
  '1P1$1~eur',
])('what is no lot is no lot: %s', (text) => {
  expect(storedLots.safeParse([text]).success).toBe(false);
});

test.each([
  [{ amount: 499, currency: 'EUR' }, 500, 998_000],
  // Rounded down, so that credits never cost more than was paid.
  [{ amount: 1000, currency: 'EUR' }, 300, 3_333_333],
  [{ amount: 0, currency: 'EUR' }, 10, 0],
  [{ amount: 1_000_000_000_000, currency: 'JPY' }, 1, Number.MAX_SAFE_INTEGER],
])('%j for %i credits are %i millionths of a minor unit each', (price, credits, micro) => {
  expect(priceOfEach(price, credits)).toEqual({ micro, currency: price.currency });
});
