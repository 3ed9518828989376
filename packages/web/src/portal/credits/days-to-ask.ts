import { addDays, todayIn } from '../../language/calendar.ts';

/** How many days the chart of the balance shows. */
export const DAYS = 30;

/** Where each day begins first. */
const EARLIEST_ZONE = 'Pacific/Kiritimati';

/**
 * The days to ask for. The API answers up to today in the agency's time zone, which may be a day or two behind the earliest:
 * so this asks for two days more.
 */
export const daysToAsk = (now = Date.now()): { from: string; to: string } => {
  const to = todayIn(EARLIEST_ZONE, now);
  return { from: addDays(to, -DAYS - 1), to };
};
