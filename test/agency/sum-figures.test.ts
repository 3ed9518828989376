import { describe, expect, test } from 'vitest';
import { sumOf } from '../../shared/agency/sum-figures.ts';
import { entryKind, type EntryKind } from '../../shared/table/items/entry.ts';

const DAY = '2026-11-29';

/** The sum of all figures of a day on which entries of this type and kind moved ten credits. */
const countedOf = (moved: `${'in' | 'out'} ${EntryKind}`): number => {
  const day = {
    agency: 'acme',
    version: 1,
    day: DAY,
    moved: { [moved]: { amount: 10 } },
    sales: {},
  };
  const { sales: _, outstanding: __, ...figures } = sumOf([day], { from: DAY, to: DAY }, 0n);
  return Object.values(figures).reduce<number>((sum, credits) => sum + Number(credits), 0);
};

/** What goes out of one account, or has one expiry, comes in again. */
const STAY_WITH_THE_AGENCY = new Set<EntryKind>(['transfer', 'gift', 'merge', 'expiry_extension']);

describe('every entry kind counts in a figure, unless its credits stay with the agency’s accounts', () => {
  test.each(entryKind.options)('%s', (kind) => {
    const isCounted = countedOf(`in ${kind}`) > 0 || countedOf(`out ${kind}`) > 0;
    expect(isCounted).toBe(!STAY_WITH_THE_AGENCY.has(kind));
  });
});

test('captures and usage are spent credits', () => {
  const day = {
    agency: 'acme',
    version: 1,
    day: DAY,
    moved: { 'out spend': { amount: 1 }, 'out capture': { amount: 20 }, 'out usage': { amount: 300 } },
    sales: {},
  };
  expect(sumOf([day], { from: DAY, to: DAY }, 1000n)).toMatchObject({ spent: 321, outstanding: 1000 });
});
