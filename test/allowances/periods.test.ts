import { describe, expect, test } from 'vitest';
import { beginOf, dayOf, periodAfter, periodFrom } from '../../shared/allowances/periods.ts';
import type { AllowanceSchedule } from '../../shared/table/items/allowance.ts';

const monthly = (startsOn: string): AllowanceSchedule => ({ every: 'month', startsOn });

const days = (schedule: AllowanceSchedule, count: number) =>
  Array.from({ length: count }, (_, period) => dayOf(schedule, period));

test.each([
  ['2027-01-31', ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
  ['2028-01-30', ['2028-01-30', '2028-02-29', '2028-03-30']],
  ['2028-02-29', ['2028-02-29', '2028-03-29', '2028-04-29']],
  ['2027-10-31', ['2027-10-31', '2027-11-30', '2027-12-31', '2028-01-31', '2028-02-29', '2028-03-31']],
  ['2027-12-29', ['2027-12-29', '2028-01-29', '2028-02-29', '2028-03-29']],
  ['2027-11-15', ['2027-11-15', '2027-12-15', '2028-01-15']],
])('monthly periods from %s keep their day, and take the last one of a shorter month', (start, expected) => {
  expect(days(monthly(start), expected.length)).toEqual(expected);
});

test('weekly periods begin on the weekday of the first, daily ones each day', () => {
  expect(days({ every: 'week', startsOn: '2027-12-29' }, 3)).toEqual([
    '2027-12-29',
    '2028-01-05',
    '2028-01-12',
  ]);
  expect(days({ every: 'day', startsOn: '2028-02-28' }, 3)).toEqual([
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
  ]);
});

test.each([
  ['before the first', '2026-06-01', 0],
  ['the first', '2027-01-31', 0],
  ['the day after', '2027-02-01', 1],
  ['the last day of a short month', '2027-02-28', 1],
  ['the first of the next month', '2027-03-01', 2],
  ['ten years on', '2037-01-31', 120],
])('the first period from a day on: %s', (_, day, period) => {
  expect(periodFrom(monthly('2027-01-31'), day)).toBe(period);
});

describe('the beginning of a day in the zone', () => {
  const daily: AllowanceSchedule = { every: 'day', startsOn: '2026-03-28' };

  test('days of 23 and 25 hours are whole periods', () => {
    const hours = (period: number) =>
      (Date.parse(beginOf(daily, period + 1, 'Europe/Berlin')) -
        Date.parse(beginOf(daily, period, 'Europe/Berlin'))) /
      3_600_000;
    expect([0, 1, 2].map(hours)).toEqual([24, 23, 24]);
    expect(hours(periodFrom(daily, '2026-10-25'))).toBe(25);
  });

  test('where clocks skip midnight the day begins with its first instant', () => {
    const chile: AllowanceSchedule = { every: 'day', startsOn: '2026-09-05' };
    expect(beginOf(chile, 1, 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });

  test('a day that a zone left out begins and ends with the next one', () => {
    const samoa: AllowanceSchedule = { every: 'day', startsOn: '2011-12-29' };
    expect(beginOf(samoa, 1, 'Pacific/Apia')).toBe(beginOf(samoa, 2, 'Pacific/Apia'));
  });

  test('the next period begins later than the instant, in the zone of the agency', () => {
    const first = monthly('2027-01-01');
    expect(periodAfter(first, '2027-01-31T22:59:59.999Z', 'Europe/Berlin')).toBe(1);
    expect(periodAfter(first, '2027-01-31T23:00:00.000Z', 'Europe/Berlin')).toBe(2);
    expect(periodAfter(first, '2027-01-31T23:00:00.000Z', 'UTC')).toBe(1);
    expect(periodAfter(first, '2026-11-11T11:11:11.000Z', 'UTC')).toBe(0);
  });
});
