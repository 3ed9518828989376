import { expect, test } from 'vitest';
import {
  absorbedBy,
  absorbedInside,
  asAbsorbed,
  counting,
  idsOf,
  mergesOf,
  movedOut,
  noting,
  withoutAbsorbed,
} from '../../shared/ledger/absorbed.ts';
import type { Merge } from '../../shared/ledger/deposit.ts';
import type { Account } from '../../shared/table/items/account.ts';

const MORNING = '2099-05-01T06:00:00.000Z';
const EVENING = '2099-05-01T18:00:00.000Z';

const account = (more: Partial<Account> = {}): Account => ({
  agency: 'agency',
  account: 'customer',
  version: 1,
  balance: 0,
  debt: 0,
  lots: [],
  entries: 0,
  ...more,
});

const known = (...merges: Merge[]) => new Map(merges.map((merge) => [merge.id, merge]));
const range = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, place) => from + place);

test('credits are followed through each merge of their lot, in order', () => {
  const merges = known({ id: 9, into: 5 }, { id: 5, into: 2 }, { id: 3, into: 1 });
  expect(mergesOf(9, merges)).toStrictEqual([
    { id: 9, into: 5 },
    { id: 5, into: 2 },
  ]);
  expect(mergesOf(2, merges)).toStrictEqual([]);
});

test('merges that name each other in a circle are followed once', () => {
  expect(mergesOf(1, known({ id: 1, into: 2 }, { id: 2, into: 1 }))).toHaveLength(2);
});

test('a share returns to the lot that absorbed its own, and expires with it', () => {
  const merges = known({ id: 9, into: 5, expiresAt: EVENING }, { id: 5, into: 2 });
  const share = { id: 9, class: 'promo', expiresAt: MORNING, amount: 3 } as const;
  expect(
    asAbsorbed({ ...share, absorbed: [11] }, known({ id: 9, into: 5, expiresAt: EVENING })),
  ).toStrictEqual({
    ...share,
    id: 5,
    expiresAt: EVENING,
  });
  expect(asAbsorbed(share, merges)).toStrictEqual({ id: 2, class: 'promo', amount: 3 });
  expect(asAbsorbed(share, known())).toStrictEqual(share);
});

test('lots are looked for by their own ids and by those of all lots that absorbed them', () => {
  const merges = known({ id: 9, into: 5 }, { id: 5, into: 2 });
  expect(idsOf([9, 7], merges)).toStrictEqual(new Set([9, 5, 2, 7]));
});

test('an id that a lot of schema 1 absorbed counts from its own entry on', () => {
  const inside = account({ absorbedInside: [{ into: 1, ids: [2, 3], expiresAt: MORNING }] });
  expect(absorbedInside(inside)).toStrictEqual([
    { id: 2, into: 1, expiresAt: MORNING, entry: 2 },
    { id: 3, into: 1, expiresAt: MORNING, entry: 3 },
  ]);
  expect(absorbedInside(account())).toStrictEqual([]);
});

test('an account of schema 1 keeps the ids that its lots absorbed beside the lots', () => {
  const before = account({
    lots: [
      { id: 1, class: 'promo', expiresAt: MORNING, amount: 5, absorbed: [4, 6] },
      { id: 2, class: 'paid', amount: 5 },
    ],
  });
  expect(withoutAbsorbed(before)).toStrictEqual(
    account({
      lots: [
        { id: 1, class: 'promo', expiresAt: MORNING, amount: 5 },
        { id: 2, class: 'paid', amount: 5 },
      ],
      absorbedInside: [{ into: 1, ids: [4, 6], expiresAt: MORNING }],
    }),
  );
});

test('an account without absorbed ids stays the very same', () => {
  const plain = account({ lots: [{ id: 1, class: 'paid', amount: 5 }] });
  expect(withoutAbsorbed(plain)).toBe(plain);
  expect(counting(plain, 0)).toBe(plain);
  expect(movedOut(plain)).toStrictEqual({ account: plain, absorbed: [] });
});

test('a share says what its lot absorbed, and when those credits expire', () => {
  expect(absorbedBy({ id: 1, class: 'paid', amount: 5, absorbed: [2] })).toStrictEqual([
    { into: 1, ids: [2] },
  ]);
  expect(absorbedBy({ id: 1, class: 'promo', expiresAt: MORNING, amount: 5, absorbed: [2] })).toStrictEqual([
    { into: 1, ids: [2], expiresAt: MORNING },
  ]);
  expect(absorbedBy({ id: 1, class: 'paid', amount: 5, absorbed: [] })).toStrictEqual([]);
  expect(absorbedBy({ id: 1, class: 'paid', amount: 5 })).toStrictEqual([]);
});

test('more absorbed ids are kept beside those that are there, but not those of a lot that is back', () => {
  const before = account({
    lots: [{ id: 3, class: 'paid', amount: 1 }],
    absorbedInside: [{ into: 1, ids: [2] }],
  });
  expect(
    noting(before, [
      { into: 1, ids: [3, 4] },
      { into: 5, ids: [3] },
    ]).absorbedInside,
  ).toStrictEqual([
    { into: 1, ids: [2] },
    { into: 1, ids: [4] },
  ]);
  expect(noting(account({ lots: before.lots }), [{ into: 5, ids: [3] }])).not.toHaveProperty(
    'absorbedInside',
  );
});

test('eight absorbed ids a write move out of the account, which counts them, until none is inside', () => {
  const [first, second] = [range(5, 10), range(5, 20)];
  const before = account({
    absorbed: 1,
    absorbedInside: [
      { into: 1, ids: first },
      { into: 2, ids: second },
    ],
  });
  const once = movedOut(before);
  expect(once.absorbed.map(({ id, into }) => [id, into])).toStrictEqual([
    ...first.map((id) => [id, 1]),
    ...[20, 21, 22].map((id) => [id, 2]),
  ]);
  expect(once.account).toStrictEqual(account({ absorbed: 9, absorbedInside: [{ into: 2, ids: [23, 24] }] }));
  const twice = movedOut(once.account);
  expect(twice.absorbed.map(({ id }) => id)).toStrictEqual([23, 24]);
  expect(twice.account).toStrictEqual(account({ absorbed: 11 }));
});

test('an account counts its absorbed lots from none on', () => {
  expect(counting(account(), 3).absorbed).toBe(3);
  expect(counting(account({ absorbed: 2 }), 3).absorbed).toBe(5);
});
