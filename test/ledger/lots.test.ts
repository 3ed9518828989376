import { expect, test } from 'vitest';
import { byDrawingOrder, draw, expiringWith, isExpired } from '../../shared/ledger/lots.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';

const paid = (id: number, amount = 1): LotShare => ({ id, class: 'paid', amount });
const [noon, evening] = ['2026-05-01T12:00:00.000Z', '2026-05-01T18:00:00.000Z'];

const promo = (id: number, expiresAt?: string): LotShare => ({
  id,
  class: 'promo',
  amount: 1,
  ...(expiresAt !== undefined && { expiresAt }),
});

test('I7: the drawing order is soonest expiry first, then promo before paid, then oldest first', () => {
  const inOrder = [
    { ...paid(90), expiresAt: noon },
    promo(80, evening),
    { ...paid(7), expiresAt: evening },
    { ...paid(70), expiresAt: evening },
    promo(6),
    promo(60),
    paid(5),
    paid(50),
  ];
  for (const [first] of inOrder.entries()) {
    const shuffled = [...inOrder.slice(first), ...inOrder.slice(0, first)];
    expect(shuffled.toSorted(byDrawingOrder)).toEqual(inOrder);
    expect(shuffled.toReversed().toSorted(byDrawingOrder)).toEqual(inOrder);
  }
});

test('credits expire in the instant that is named, and those without one never do', () => {
  expect([noon, evening].map((now) => isExpired({ expiresAt: evening }, now))).toEqual([false, true]);
  expect(isExpired({}, '9999-12-31T23:59:59.999Z')).toBe(false);
});

test('a draw takes from the first lots that it may, and names no lot of which it took nothing', () => {
  const lots = [paid(1, 5), promo(2), paid(3, 4), paid(4, 2)];
  expect(draw(lots, 7, (lot) => lot.class === 'paid')).toEqual({
    left: [promo(2), paid(3, 2), paid(4, 2)],
    taken: [paid(1, 5), paid(3, 2)],
    missing: 0,
  });
  expect(draw(lots, 0)).toEqual({ left: lots, taken: [], missing: 0 });
});

test('a draw returns the amount that it could not take', () => {
  expect(draw([paid(1, 5)], 8)).toEqual({ left: [], taken: [paid(1, 5)], missing: 3 });
});

test.each([
  ['a later one', noon, evening, evening],
  ['an earlier one', evening, noon, evening],
  ['one that never expires', noon, undefined, undefined],
  ['one that expires, where it never does itself', undefined, noon, undefined],
])('a share that expires with %s has the later expiry of both', (_, own, other, later) => {
  const expiry = (expiresAt: string | undefined) => (expiresAt === undefined ? {} : { expiresAt });
  expect(expiringWith({ ...paid(1), ...expiry(own) }, expiry(other))).toStrictEqual({
    ...paid(1),
    ...expiry(later),
  });
});
