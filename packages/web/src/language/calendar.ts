const DAY_MS = 86_400_000;

const twoDigits = (part: number): string => String(part).padStart(2, '0');

/** The day of an instant in the reader's time zone, as date fields hold it: 2026-11-28. */
export const dayOf = (at: string): string => {
  const time = new Date(at);
  const year = String(time.getFullYear()).padStart(4, '0');
  return `${year}-${twoDigits(time.getMonth() + 1)}-${twoDigits(time.getDate())}`;
};

/** An instant in the reader's time zone, as fields for a day and a time hold it: 2026-11-28T16:42. */
export const minuteOf = (at: string): string => {
  const time = new Date(at);
  return `${dayOf(at)}T${twoDigits(time.getHours())}:${twoDigits(time.getMinutes())}`;
};

/** The first moment of a day in the reader's time zone, in UTC. */
export const startOfDay = (day: string): string => new Date(`${day}T00:00`).toISOString();

/**
 * The last second of a day in the reader's time zone, in UTC.
 * @param stored what is kept as long as it falls on that day: saving a form must not move what nobody changed
 */
export const endOfDay = (day: string, stored?: string): string =>
  stored !== undefined && dayOf(stored) === day ? stored : new Date(`${day}T23:59:59`).toISOString();

/**
 * What a field for a day and a time holds, in UTC.
 * @param stored what is kept as long as the field shows its minute
 */
export const instantOf = (minute: string, stored?: string): string =>
  stored !== undefined && minuteOf(stored) === minute ? stored : new Date(minute).toISOString();

/** The day that it is in a time zone. @param zone an IANA name, such as Europe/Berlin */
export const todayIn = (zone: string, now = Date.now()): string =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    calendar: 'gregory',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);

/** A day of the calendar so many days later, or earlier: no matter in which time zone. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** The month of a day and those before it, the latest first, as months are named: 2026-11. */
export const monthsUntil = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, back) => {
    const first = new Date(`${day.slice(0, '2026-11'.length)}-01`);
    first.setUTCMonth(first.getUTCMonth() - back);
    return first.toISOString().slice(0, '2026-11'.length);
  });
