import * as z from 'zod';
import { DAY_MS, HOUR_MS } from './durations.ts';

/** A day of the calendar, `2026-01-31`, in a zone that its context names. */
export type Day = string;

/** A month of the calendar, `2026-01`, likewise. */
export type Month = string;

export const daySchema = z.iso.date().meta({ example: '2026-01-31' });

/** Where an agency names no zone. */
export const DEFAULT_ZONE = 'UTC';

/** By zone. Making one takes a thousand times longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, calendar: 'gregory', ...parts });
  formats.set(zone, format);
  return format;
};

/**
 * The day of an instant (milliseconds since the epoch) in an IANA time zone. Throws RangeError for a zone that the
 * runtime does not know.
 */
export const dayAt = (zone: string, at: number): Day => formatOf(zone).format(at);

/** The month of an instant, likewise. */
export const monthAt = (zone: string, at: number): Month => dayAt(zone, at).slice(0, '2026-01'.length);

const utc = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

export const addDays = (day: Day, days: number): Day =>
  new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10);

/** Days from one to another; negative ones where the other is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / DAY_MS);

const monthsOf = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** Months of the calendar from that of one day to that of another. */
export const monthsBetween = (from: Day, to: Day): number => monthsOf(to) - monthsOf(from);

/** The same day of another month; the last day of a month that is too short. */
export const addMonths = (day: Day, months: number): Day => {
  const month = monthsOf(day) + months;
  const [year, of] = [Math.floor(month / 12), month % 12];
  const last = new Date(Date.UTC(year, of + 1, 0)).getUTCDate();
  const date = Math.min(Number(day.slice(8)), last);
  return new Date(Date.UTC(year, of, date)).toISOString().slice(0, 10);
};

/** Hours by which clocks are ahead of UTC at most, or behind it: a day begins within these of its midnight in UTC. */
const MAX_OFFSET_MS = 15 * HOUR_MS;

/**
 * When a day begins in a zone, in milliseconds since the epoch: its first instant. A day that the zone left out begins, and
 * ends, with the next one.
 */
export const startOfDay = (zone: string, day: Day): number => {
  let [before, start] = [utc(day) - MAX_OFFSET_MS, utc(day) + MAX_OFFSET_MS];
  // Days never go back: where clocks are set back over midnight, the former day goes on.
  while (start - before > 1) {
    const middle = Math.floor((before + start) / 2);
    if (dayAt(zone, middle) < day) before = middle;
    else start = middle;
  }
  return start;
};

export const grain = z.enum(['day', 'week', 'month']);

export type Grain = z.infer<typeof grain>;

/** Days from the first to the last, both included. */
export type Period = { from: Day; to: Day };

const MONDAY = 1;

const lastOf = (day: Day, by: Grain): Day => {
  if (by === 'day') return day;
  const date = new Date(utc(day));
  if (by === 'week') return addDays(day, (MONDAY + 6 - date.getUTCDay()) % 7);
  return lastOfMonth(day);
};

/** The last day of a day's month. */
export const lastOfMonth = (day: Day): Day => {
  const date = new Date(utc(day));
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).toISOString().slice(0, 10);
};

/** Cuts a period into days, weeks from Monday to Sunday, or months of the calendar. The first and last may be in part. */
export const cut = ({ from, to }: Period, by: Grain): Period[] => {
  const periods: Period[] = [];
  for (let first = from; first <= to;) {
    const last = lastOf(first, by);
    periods.push({ from: first, to: last < to ? last : to });
    first = addDays(last, 1);
  }
  return periods;
};
