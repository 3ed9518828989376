import type { DailyUsage } from '@scrip/client';
import { expect, test } from 'vitest';
import { byMeter, readMonth, type MonthQuery, type ReadPage } from '../../packages/web/src/usage/sums.ts';

const used = (day: string, meter: string, quantity: number | string, refused = 0): DailyUsage => ({
  day,
  meter,
  events: 1,
  quantity,
  credits: 2,
  refused,
});

const LAST = new AbortController().signal;

/** Reads pages of a month whose cursor is the place of the next one. @param asked collects what was asked for */
const reading =
  (pages: readonly DailyUsage[][], asked: MonthQuery[] = []): ReadPage =>
  async (query) => {
    asked.push(query);
    const place = Number(query.cursor ?? '0');
    return {
      month: '2026-01',
      timeZone: 'Europe/Berlin',
      items: pages[place] ?? [],
      cursor: place + 1 < pages.length ? String(place + 1) : null,
    };
  };

test.each([{}, { at: '2026-01-31T22:59:59.999Z' }, { month: '2026-01' }])(
  'every page is of the month that the first one answers with, asked for by %j',
  async (first) => {
    const asked: MonthQuery[] = [];
    const pages = [[used('2026-01-31', 'calls', 5)], [used('2026-01-31', 'calls', 6)]];
    const { month, timeZone, days } = await readMonth(reading(pages, asked), first, LAST);
    expect([month, timeZone, days.map(({ quantity }) => quantity)]).toEqual([
      '2026-01',
      'Europe/Berlin',
      ['11'],
    ]);
    expect(asked).toEqual([first, { month: '2026-01', cursor: '1' }]);
  },
);

test('a day that goes on in the next page is one line, and the lines of a meter one sum', async () => {
  const pages = [
    [used('2026-01-01', 'calls', 5), used('2026-01-02', 'calls', 6, 1)],
    [used('2026-01-02', 'calls', 7, 2), used('2026-01-02', 'frames', 1)],
  ];
  const month = await readMonth(reading(pages), {}, LAST);
  expect(month.isWhole).toBe(true);
  expect(month.days.map(({ day, meter, quantity }) => [day, meter, Number(quantity)])).toEqual([
    ['2026-01-01', 'calls', 5],
    ['2026-01-02', 'calls', 13],
    ['2026-01-02', 'frames', 1],
  ]);
  expect(byMeter(month)).toMatchObject([
    { meter: 'calls', events: 3, quantity: '18', credits: '6', refused: '3' },
    { meter: 'frames', quantity: 1 },
  ]);
});

test('sums beyond safe integers stay exact', async () => {
  const large = '9007199254740993';
  const month = await readMonth(
    reading([[used('2026-01-01', 'a', large), used('2026-01-02', 'a', 1)]]),
    {},
    LAST,
  );
  expect(byMeter(month)).toMatchObject([{ quantity: '9007199254740994' }]);
});

test('a month with more pages than are read says that it is not whole', async () => {
  const pages = Array.from({ length: 51 }, () => [used('2026-01-01', 'calls', 1)]);
  const month = await readMonth(reading(pages), {}, LAST);
  expect(month).toMatchObject({ isWhole: false, days: [{ quantity: '50' }] });
});
