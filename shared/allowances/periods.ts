import { instant, type Instant } from '../kernel/clock.ts';
import {
  addDays,
  addMonths,
  dayAt,
  daysBetween,
  monthsBetween,
  startOfDay,
  type Day,
} from '../kernel/days.ts';
import type { AllowanceSchedule } from '../table/items/allowance.ts';

const WEEK = 7;

/** The first day of a period, counted from 0. It follows from the first period, so that the 31st is kept after February. */
export const dayOf = ({ every, startsOn }: AllowanceSchedule, period: number): Day => {
  if (every === 'month') return addMonths(startsOn, period);
  return addDays(startsOn, every === 'week' ? WEEK * period : period);
};

/** The first period that begins on a day or after it. */
export const periodFrom = (schedule: AllowanceSchedule, day: Day): number => {
  const { every, startsOn } = schedule;
  if (day <= startsOn) return 0;
  if (every !== 'month') return Math.ceil(daysBetween(startsOn, day) / (every === 'week' ? WEEK : 1));
  const sameMonth = monthsBetween(startsOn, day);
  return dayOf(schedule, sameMonth) < day ? sameMonth + 1 : sameMonth;
};

/** When a period begins: with its first day in an IANA time zone. */
export const beginOf = (schedule: AllowanceSchedule, period: number, zone: string): Instant =>
  instant(startOfDay(zone, dayOf(schedule, period)));

/** The first period that begins later than an instant. */
export const periodAfter = (schedule: AllowanceSchedule, at: Instant, zone: string): number => {
  const next = periodFrom(schedule, dayAt(zone, Date.parse(at)));
  return beginOf(schedule, next, zone) > at ? next : next + 1;
};

/** How entries name a period of an allowance: `monthly:2026-01-31`. No ID has a colon. */
export const referenceOf = (allowance: string, on: Day): string => `${allowance}:${on}`;
