import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterSource,
  afterWindow,
  firstPlace,
  halved,
  MIN_WINDOW_MS,
  type Route,
} from '../../functions/reconciler/walk.ts';
import { instant } from '../../shared/kernel/clock.ts';
import type { Place } from '../../shared/table/items/reconciliation.ts';
import { DAY_MS, HOUR_MS } from '../../shared/kernel/durations.ts';
import { occurrencesOf } from '../support/occurrences.ts';

const START = Date.parse('2026-03-01T00:00:00.000Z');
const at = (hours: number) => instant(START + hours * HOUR_MS);

const route = (more: Partial<Route> = {}): Route => ({
  range: { from: at(0), to: at(60) },
  spanMs: Infinity,
  sources: ['payments', 'disputes'],
  failed: [],
  maxWindowMs: Infinity,
  asked: (_, span) => span,
  ...more,
});

const wayOf = (way: Route, next = afterWindow): Place[] => {
  const places: Place[] = [];
  for (let place = firstPlace(way); place; place = next(way, place)) places.push(place);
  return places;
};

const brief = (places: Place[]) =>
  places.map(({ source, from, to }) => [
    source,
    ...[from, to].map((time) => (Date.parse(time) - START) / HOUR_MS),
  ]);

describe('the walk through a provider’s lists', () => {
  test('reads each list in turn', () => {
    expect(brief(wayOf(route()))).toEqual([
      ['payments', 0, 60],
      ['disputes', 0, 60],
    ]);
  });

  test('reads a day at a time by night, with the hours that belong to it', () => {
    const asked: Route['asked'] = (_, { from, to }) => ({
      from: instant(Date.parse(from) - HOUR_MS),
      to: instant(Date.parse(to) + 2 * HOUR_MS),
    });
    expect(brief(wayOf(route({ spanMs: DAY_MS, sources: ['payments'], asked })))).toEqual([
      ['payments', -1, 26],
      ['payments', 23, 50],
      ['payments', 47, 62],
    ]);
  });

  test('reads windows of the provider’s maximum length', () => {
    expect(brief(wayOf(route({ sources: ['payments'], maxWindowMs: DAY_MS })))).toEqual([
      ['payments', 0, 24],
      ['payments', 24, 48],
      ['payments', 48, 60],
    ]);
  });

  test('skips a failed list', () => {
    expect(brief(wayOf(route({ failed: ['payments'] })))).toEqual([['disputes', 0, 60]]);
    const [first] = wayOf(route());
    expect(first && afterSource(route({ failed: ['payments'] }), first)).toMatchObject({
      source: 'disputes',
    });
  });

  test('ends at once if there are no lists', () => {
    expect(wayOf(route({ sources: [], spanMs: DAY_MS }))).toEqual([]);
  });

  test('halves a window, and lengthens the next ones again', () => {
    const whole = firstPlace(route({ sources: ['payments'] }));
    const half = whole && halved(whole);
    expect(half).toMatchObject({ from: at(0), to: at(30), page: null });
    expect(half && afterWindow(route({ sources: ['payments'] }), half)).toMatchObject({
      from: at(30),
      to: at(60),
    });
  });

  test('halves no window below the minimum length', () => {
    const place = { span: at(0), source: 'payments', from: at(0), page: null };
    const windowOf = (milliseconds: number) => ({ ...place, to: instant(START + milliseconds) });
    expect(halved(windowOf(2 * MIN_WINDOW_MS))).toMatchObject({
      to: instant(START + MIN_WINDOW_MS),
    });
    expect(halved(windowOf(2 * MIN_WINDOW_MS - 2))).toBeUndefined();
  });
});

test('covers the time of each list without gaps and ends, whichever windows are halved', () => {
  const seen = occurrencesOf('a window halved');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 * 24 }), fc.infiniteStream(fc.boolean()), (hours, tooLarge) => {
      const way = route({ range: { from: at(0), to: at(hours) }, maxWindowMs: 30 * DAY_MS });
      const read = wayOf(way, (on, place) => {
        const half = tooLarge.next().value ? halved(place) : undefined;
        seen.saw('a window halved', half !== undefined);
        return half ?? afterWindow(on, place);
      }).filter(
        (place, index, all) => all[index + 1]?.from !== place.from || all[index + 1]?.source !== place.source,
      );
      for (const source of way.sources) {
        const windows = read.filter((place) => place.source === source);
        expect([windows[0]?.from, windows.at(-1)?.to]).toEqual([at(0), at(hours)]);
        expect(windows.slice(1).map(({ from }) => from)).toEqual(windows.slice(0, -1).map(({ to }) => to));
        for (const { from, to } of windows)
          expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(30 * DAY_MS);
      }
    }),
  );
  seen.report(100);
});
