import { describe, expect, test } from 'vitest';
import { addDays, cut, dayAt, startOfDay } from '../../shared/kernel/days.ts';

test.each([
  ['2026-03-29T00:30:00Z', 'Europe/Berlin', '2026-03-29'],
  ['2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29'],
  ['2026-01-31T23:59:59.999Z', 'UTC', '2026-01-31'],
  ['2026-01-31T18:15:00Z', 'Asia/Kathmandu', '2026-02-01'],
  ['2026-02-01T03:29:59Z', 'America/St_Johns', '2026-01-31'],
  ['2026-01-01T10:00:00Z', 'Pacific/Kiritimati', '2026-01-02'],
])('%s in %s is on %s', (at, zone, day) => {
  expect(dayAt(zone, Date.parse(at))).toBe(day);
});

describe.each([
  'UTC',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'America/St_Johns',
  'America/Havana',
  'Pacific/Apia',
])('days in %s', (zone) => {
  test('begin where the one before ends, over every change of the clocks of a year', () => {
    let lengths = 0;
    for (let day = '2026-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      const start = startOfDay(zone, day);
      expect(dayAt(zone, start)).toBe(day);
      expect(dayAt(zone, start - 1)).toBe(addDays(day, -1));
      lengths += startOfDay(zone, addDays(day, 1)) - start;
    }
    expect(lengths).toBe(365 * 86_400_000);
  });
});

test('a day of 23 hours and one of 25', () => {
  const hours = (day: string) =>
    (startOfDay('Europe/Berlin', addDays(day, 1)) - startOfDay('Europe/Berlin', day)) / 3_600_000;
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-10-26')]).toEqual([23, 25, 24]);
});

test('a day that a zone left out takes no time', () => {
  // Samoa went over the date line on 2011-12-30.
  expect(startOfDay('Pacific/Apia', '2011-12-30')).toBe(startOfDay('Pacific/Apia', '2011-12-31'));
});

test.each([
  [
    'day',
    ['2026-01-30 2026-01-30', '2026-01-31 2026-01-31', '2026-02-01 2026-02-01', '2026-02-02 2026-02-02'],
  ],
  ['week', ['2026-01-30 2026-02-01', '2026-02-02 2026-02-02']],
  ['month', ['2026-01-30 2026-01-31', '2026-02-01 2026-02-02']],
] as const)('a period over the end of a month is cut by %s', (by, parts) => {
  const found = cut({ from: '2026-01-30', to: '2026-02-02' }, by);
  expect(found.map(({ from, to }) => `${from} ${to}`)).toEqual(parts);
});

test('weeks begin on Monday, also over the end of a year and of February', () => {
  expect(cut({ from: '2026-12-28', to: '2027-01-04' }, 'week')).toEqual([
    { from: '2026-12-28', to: '2027-01-03' },
    { from: '2027-01-04', to: '2027-01-04' },
  ]);
  expect(cut({ from: '2028-02-01', to: '2028-03-31' }, 'month')).toEqual([
    { from: '2028-02-01', to: '2028-02-29' },
    { from: '2028-03-01', to: '2028-03-31' },
  ]);
});
