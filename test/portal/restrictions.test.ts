import { describe, expect, test } from 'vitest';
import { admits, areAlike, countingFor, restrictedIn } from '../../packages/web/src/restricted/things.ts';

const forArt = { categories: ['art'] };
const forLogo = { services: ['logo'] };
const brush = { products: ['brush'], categories: ['art'] };

describe('a restriction', () => {
  test.each([
    ['names its category', forArt, brush, true],
    ['names it among others', { products: ['clay', 'brush'], ...forLogo }, brush, true],
    ['names something else', forLogo, brush, false],
    ['has a category that is called like the product', { categories: ['brush'] }, brush, false],
    ['meets what names nothing', forArt, {}, false],
  ])('that %s', (_, onlyFor, what, isAdmitted) => {
    expect(admits(onlyFor, what)).toBe(isAdmitted);
  });

  test('is alike in any order, and unlike with fewer names or in another list', () => {
    expect(areAlike({ products: ['a', 'b'], ...forArt }, { ...forArt, products: ['b', 'a'] })).toBe(true);
    expect(areAlike({ products: ['a', 'b'] }, { products: ['a'] })).toBe(false);
    expect(areAlike({ products: ['a'] }, { services: ['a'] })).toBe(false);
    expect(areAlike(undefined, {})).toBe(true);
    expect(areAlike(forArt, undefined)).toBe(false);
  });
});

describe('credits for sale', () => {
  const sold = { credits: 100, bonusCredits: 10 };

  test.each([
    ['without a restriction', sold, 110, 110],
    ['only for it', { ...sold, onlyFor: forArt, bonusOnlyFor: forArt }, 0, 110],
    ['with a bonus only for something else', { ...sold, bonusOnlyFor: forLogo }, 100, 100],
    ['only for something else, with a bonus for anything', { ...sold, onlyFor: forLogo }, 10, 10],
  ])('%s count for anything, and for one thing', (_, of, forAnything, forBrush) => {
    expect(countingFor(of)).toBe(forAnything);
    expect(countingFor(of, brush)).toBe(forBrush);
  });

  test('say what of them is restricted, and nothing of a bonus that there is not', () => {
    expect(restrictedIn({ ...sold, onlyFor: forLogo, bonusOnlyFor: forArt })).toEqual([
      { credits: 100, onlyFor: forLogo },
      { credits: 10, onlyFor: forArt },
    ]);
    expect(restrictedIn({ credits: 100, bonusCredits: 0, bonusOnlyFor: forArt })).toEqual([]);
  });
});
