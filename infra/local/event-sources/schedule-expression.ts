import { CronExpressionParser } from 'cron-parser';
import { StartupError } from '../startup-error.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/kernel/durations.ts';

/** When a schedule runs next, after a point in time; both in milliseconds since the epoch. Undefined for never. */
export type NextRun = (after: number) => number | undefined;

const UNITS: Record<string, number> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/** How many runs of the other fields to look at for one in a year of the list. */
const MAX_CANDIDATES = 5000;

/** Counted from the epoch and not from the start, so that a stack that is restarted often still runs them. */
const rate = (count: number, unit: string): NextRun => {
  const interval = count * (UNITS[unit] ?? Number.NaN);
  return (after) => (Math.floor(after / interval) + 1) * interval;
};

/** AWS counts weekdays from 1 for Sunday, cron from 0; `#n` says which one of the month and is no weekday. */
const weekdays = (field: string): string =>
  field === 'L'
    ? '6'
    : field.replaceAll(/(#|\/)?(\d+)/g, (_match, mark = '', digits: string) =>
        mark ? `${mark}${digits}` : String(Number(digits) - 1),
      );

type Years = { first: number; last: number; step: number };

const LAST_YEAR = 2199;

/** The sixth field: `*`, or years, ranges and steps in a list. */
const parseYears = (field: string): Years[] =>
  field.split(',').map((part) => {
    const [, from = '', to, step] = part.match(/^(\*|\d{4})(?:-(\d{4}))?(?:\/(\d+))?$/) ?? [];
    if (!from) throw new StartupError(`${field} is not a year field`);
    const first = from === '*' ? 1970 : Number(from);
    const isOpen = from === '*' || step !== undefined;
    return { first, last: Number(to ?? (isOpen ? LAST_YEAR : first)), step: Number(step ?? 1) };
  });

const cron = (fields: string[], tz: string): NextRun => {
  const [minutes = '', hours = '', days = '', months = '', weekday = '', years = ''] = fields;
  if (fields.length !== 6) throw new StartupError('it must have six fields');
  if ((days === '?') === (weekday === '?'))
    throw new StartupError('one of day-of-month and day-of-week must be ?');
  const wanted = parseYears(years);
  const lastYear = Math.max(...wanted.map(({ last }) => last));
  const isWanted = (year: number): boolean =>
    wanted.some(({ first, last, step }) => year >= first && year <= last && (year - first) % step === 0);
  const expression = ['0', minutes, hours, days, months, weekdays(weekday)].join(' ');
  const parse = (after: number) =>
    CronExpressionParser.parse(expression, { currentDate: new Date(after), tz });
  parse(0);
  return (after) => {
    const runs = parse(after);
    for (let candidate = 0; candidate < MAX_CANDIDATES; candidate++) {
      const run = runs.next();
      if (run.getFullYear() > lastYear) return undefined;
      if (isWanted(run.getFullYear())) return run.getTime();
    }
    return undefined;
  };
};

const at = (text: string, tz: string): NextRun => {
  // The wall-clock time in the zone, as the one run that a cron expression of that date has.
  const [year, month, day, hour, minute] = text.match(/\d+/g) ?? [];
  return cron([minute ?? '', hour ?? '', day ?? '', month ?? '', '?', year ?? ''], tz);
};

/**
 * Reads `rate(5 minutes)`, `cron(0 3 * * ? *)` with AWS's six fields, or `at(2030-01-31T09:30:00)`.
 * @param timezone of the cron and at forms
 */
export const parseScheduleExpression = (expression: string, timezone = 'UTC'): NextRun => {
  const [, kind = '', argument = ''] = expression.match(/^(rate|cron|at)\((.*)\)$/) ?? [];
  const [, count = '', unit = '', plural = ''] = argument.match(/^(\d+) (minute|hour|day)(s?)$/) ?? [];
  try {
    if (kind === 'cron') return cron(argument.split(/\s+/), timezone);
    if (kind === 'at') return at(argument, timezone);
    if (kind === 'rate' && Number(count) > 0 && (count === '1') === (plural === ''))
      return rate(Number(count), unit);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`${expression} is not a schedule: ${reason}`, { cause });
  }
  throw new StartupError(`${expression} is not a schedule: it must be rate(…), cron(…) or at(…)`);
};
