import { instant, type Instant } from '../kernel/clock.ts';
import { addDays, cut, dayAt, startOfDay } from '../kernel/days.ts';
import type { CountedPeriod, Spender } from '../table/items/spender.ts';

/** How long the periods of a budget are. */
export type Span = 'day' | 'month';

/**
 * The period of an instant: the one counted so far until it ends, then a new one. It never begins before the former one
 * ended, so that nothing is counted twice and no limit starts anew early.
 * @param at never before the instants that were counted
 */
export const periodAt = (spender: Spender, span: Span, zone: string, at: Instant): CountedPeriod => {
  const known = spender[span];
  if (at < known.until) return known;
  const next = newPeriod(span, zone, at);
  return { ...next, from: known.until > next.from ? known.until : next.from };
};

/** The period of an instant in a zone's calendar, with nothing spent. */
export const newPeriod = (span: Span, zone: string, at: Instant): CountedPeriod => {
  const day = dayAt(zone, Date.parse(at));
  const first = span === 'day' ? day : `${day.slice(0, 8)}01`;
  return {
    from: instant(startOfDay(zone, first)),
    until: instant(startOfDay(zone, span === 'day' ? addDays(day, 1) : nextMonth(first))),
    spent: 0,
  };
};

/** Longer than any month. */
const MANY_DAYS = 40;

const nextMonth = (first: string): string => {
  const [month] = cut({ from: first, to: addDays(first, MANY_DAYS) }, 'month');
  if (!month) throw new TypeError(`no month from ${first}`);
  return addDays(month.to, 1);
};
