import { expect, test } from 'vitest';
import { DAY_MS } from '../../shared/kernel/durations.ts';
import { deposit, MANY_LOTS, MAX_LOTS, MAX_MERGES } from '../../shared/ledger/deposit.ts';
import { total } from '../../shared/ledger/lots.ts';
import type { LotShare } from '../../shared/table/items/lot.ts';

const NOW = '2026-03-01T12:00:00.000Z';

/** So many days after now, and so many milliseconds. */
const after = (days: number, ms = 0): string => new Date(Date.parse(NOW) + days * DAY_MS + ms).toISOString();

const lot = (id: number, more: Partial<LotShare> = {}): LotShare => ({
  id,
  class: 'paid',
  amount: 1,
  ...more,
});
const promo = (id: number, expiresAt: string, amount = 1): LotShare =>
  lot(id, { class: 'promo', expiresAt, amount });

/** So many lots of the class, on as many days. */
const onDays = (count: number, firstId = 1, lotClass: LotShare['class'] = 'promo'): LotShare[] =>
  Array.from({ length: count }, (_, place) =>
    lot(firstId + place, { class: lotClass, expiresAt: after(place + 1) }),
  );

test('a share returns to its own lot', () => {
  const { lots, merges } = deposit(
    [lot(1, { amount: 5 }), lot(2, { amount: 5 })],
    [lot(2, { amount: 3 })],
    NOW,
    'join',
  );
  expect({ lots, merges }).toEqual({ lots: [lot(1, { amount: 5 }), lot(2, { amount: 8 })], merges: [] });
});

test('a share of a lot whose expiry became later expires with the lot, and the reverse', () => {
  const [early, late] = [promo(1, after(1)), promo(1, after(1, 5))];
  expect(deposit([late], [early], NOW, 'join').lots).toEqual([{ ...late, amount: 2 }]);
  expect(deposit([early], [late], NOW, 'join').lots).toEqual([{ ...late, amount: 2 }]);
});

test(`up to ${MANY_LOTS} lots stay separate, even identical ones`, () => {
  const lots = Array.from({ length: MANY_LOTS - 1 }, (_, place) => lot(place + 1));
  expect(deposit(lots, [lot(100)], NOW, 'add')).toEqual({ lots: [...lots, lot(100)], merges: [] });
});

test('beyond that, lots with the same expiry merge first, and the oldest absorbs the others', () => {
  const never = [lot(1), lot(90)];
  const oneDay = [promo(200, after(1)), promo(201, after(1, 5))];
  const lots = [...oneDay, ...onDays(MANY_LOTS - 4, 10, 'paid'), ...never];
  const result = deposit(lots, [lot(300)], NOW, 'add');
  expect(result.merges).toStrictEqual([{ id: 90, into: 1 }]);
  expect(result.lots).toContainEqual(lot(1, { amount: 2 }));
  expect(result.lots).toHaveLength(MANY_LOTS);
  expect(total(result.lots)).toBe(total(lots) + 1);
});

test('then lots of one UTC day merge and expire with the latest of them', () => {
  const lots = [promo(70, after(1)), promo(60, after(1, 5)), ...onDays(MANY_LOTS - 2, 100, 'paid')];
  const result = deposit(lots, [lot(300)], NOW, 'add');
  expect(result.merges).toEqual([{ id: 70, into: 60, expiresAt: after(1, 5) }]);
  expect(result.lots).toContainEqual(promo(60, after(1, 5), 2));
});

test('lots within 24 hours on different UTC days stay separate', () => {
  const midnight = '2026-03-05T00:00:00.000Z';
  const lots = [
    promo(1, '2026-03-04T23:59:59.999Z'),
    promo(2, midnight),
    ...onDays(MANY_LOTS - 2, 100, 'paid'),
  ];
  expect(deposit(lots, [lot(300)], NOW, 'add').merges).toEqual([]);
});

test('lots of different classes stay separate, whatever their number', () => {
  const lots = [...onDays(MANY_LOTS, 1, 'promo'), ...onDays(MANY_LOTS, 100, 'paid')];
  expect(deposit(lots, [], NOW, 'add')).toMatchObject({ merges: [] });
});

test('an expired lot never merges with an unexpired one', () => {
  const lots = [promo(1, after(0, 5)), ...onDays(MANY_LOTS, 100, 'paid')];
  expect(deposit(lots, [promo(2, after(0, -5)), promo(3, after(0, -5))], NOW, 'join').merges).toEqual([]);
  expect(deposit(lots, [promo(2, after(0, 4))], NOW, 'join').merges).toEqual([
    { id: 2, into: 1, expiresAt: after(0, 5) },
  ]);
});

test(`one movement merges at most ${MAX_MERGES} lots`, () => {
  const lots = Array.from({ length: 100 }, (_, place) => lot(place + 1));
  const { lots: left, merges } = deposit(lots, [lot(500)], NOW, 'add');
  expect(merges).toHaveLength(MAX_MERGES);
  expect(left).toHaveLength(101 - MAX_MERGES);
});

const full = onDays(MAX_LOTS);

test('a share that returns to a full account joins the lot of its class that expires next, never an earlier one', () => {
  const share = promo(1000, after(3, 1));
  const { lots, merges } = deposit(full, [share], NOW, 'join');
  expect(merges).toEqual([{ id: 1000, into: 4, expiresAt: after(4) }]);
  expect(lots).toHaveLength(MAX_LOTS);
  expect(lots).toContainEqual(promo(4, after(4), 2));
});

test('a share that returns to a full account joins a lot that expires at the same instant', () => {
  expect(deposit(full, [promo(1000, after(4))], NOW, 'join').merges).toEqual([
    { id: 1000, into: 4, expiresAt: after(4) },
  ]);
});

test('if no lot of its class expires later, the last one before it gets its expiry', () => {
  const { lots, merges } = deposit(full, [promo(1000, after(999))], NOW, 'join');
  expect(merges).toEqual([{ id: 1000, into: MAX_LOTS, expiresAt: after(999) }]);
  expect(lots).toContainEqual(promo(MAX_LOTS, after(999), 2));
});

test('credits that never expire extend no other lot: they form one lot per class', () => {
  const forever = lot(1000, { class: 'promo' });
  const once = deposit(full, [forever, lot(1001)], NOW, 'join');
  expect(once).toEqual({ lots: [...full, forever, lot(1001)], merges: [] });
  const { lots, merges } = deposit(once.lots, [lot(1002)], NOW, 'join');
  expect(merges).toEqual([{ id: 1002, into: 1001 }]);
  expect(lots).toContainEqual(lot(1001, { amount: 2 }));
});

test('expired credits stay expired in a full account', () => {
  const expired = [promo(1000, after(-1)), promo(1001, after(-2)), promo(1002, after(-3))];
  const { lots, merges } = deposit(full, expired, NOW, 'join');
  expect(merges).toEqual([]);
  expect(lots.filter(({ expiresAt = '' }) => expiresAt <= NOW)).toEqual([promo(1000, after(-1), 3)]);
});

test('two shares of one lot stay together in a full account', () => {
  const { lots, merges } = deposit(full, [promo(1000, after(2, 1)), promo(1000, after(3, 1))], NOW, 'join');
  expect(merges).toEqual([{ id: 1000, into: 3, expiresAt: after(3) }]);
  expect(lots).toContainEqual(promo(3, after(3, 1), 3));
});

test('returned shares never increase the number of lots of a full account', () => {
  const back = onDays(MAX_LOTS, 5000).map((share) => ({ ...share, expiresAt: after(500, share.id) }));
  const { lots, merges } = deposit(full, back, NOW, 'join');
  expect(merges).toHaveLength(MAX_MERGES);
  expect(lots.length).toBeLessThanOrEqual(MAX_LOTS);
  expect(total(lots)).toBe(2 * MAX_LOTS);
});
