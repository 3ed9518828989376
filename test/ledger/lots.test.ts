import { expect, test } from 'vitest';
import { draw, expiringWith } from '../../shared/ledger/lots.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';

const paid = (id: number, amount = 1): LotShare => ({ id, class: 'paid', amount });
const [noon, evening] = ['2026-05-01T12:00:00.000Z', '2026-05-01T18:00:00.000Z'];

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
  expect(expiringWith({ ...paid(1), ...expiry(own) }, expiry(other))).toEqual({
    ...paid(1),
    ...expiry(later),
  });
});
