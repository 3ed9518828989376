import { expect, test } from 'vitest';
import { MANY_LOTS, deposit, draw, total } from '../../shared/ledger/lots.ts';
import type { LotShare } from '../../shared/table/items/account.ts';

const paid = (id: number, amount = 1): LotShare => ({ id, class: 'paid', amount });

test('a share goes back to its own lot', () => {
  expect(deposit([paid(1, 5), paid(2, 5)], [paid(2, 3)])).toEqual([paid(1, 5), paid(2, 8)]);
});

test('past many lots, those of one class and expiry become one, and no credit is lost', () => {
  const promo: LotShare = { id: 500, class: 'promo', amount: 7, expiresAt: '2026-05-01T00:00:00.000Z' };
  const lots = [promo, ...Array.from({ length: MANY_LOTS }, (_, index) => paid(index + 1))];
  const result = deposit(lots, [paid(1000, 10)]);
  const absorbed = [...Array.from({ length: MANY_LOTS - 1 }, (_, index) => index + 2), 1000];
  expect(result).toEqual([promo, { ...paid(1, MANY_LOTS + 10), absorbed }]);
  expect(total(result)).toBe(total(lots) + 10);
});

test('taking out says what could not be taken', () => {
  expect(draw([paid(1, 5)], 8)).toEqual({ left: [], taken: [paid(1, 5)], missing: 3 });
});
