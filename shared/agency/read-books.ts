import { addDays, DEFAULT_ZONE, lastOfMonth, monthAt, type Day, type Month } from '../kernel/days.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { closingItem, type Position } from '../table/items/figures.ts';
import { liabilityItem, type Books } from '../table/items/liability.ts';
import { closingKey, liabilityKey, settingsKey } from '../table/keys.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { booksOf, NOTHING, positionAfter, type PeriodBooks } from './books.ts';
import { readDays } from './read-days.ts';
import { settingsFrom } from './settings.ts';

export type MonthBooks = PeriodBooks & {
  month: Month;
  timeZone: string;
  /** Whether no figure of it changes any more. */
  isClosed: boolean;
};

type Opened = { agency: AgencyId; timeZone: string; books: Books | undefined };

/**
 * An agency's books of a month: what its accounts came to before it, what moved, and what they came to after it. Two reads, and a
 * Query for each megabyte of days since the month before was closed, or since the beginning.
 * @param named the month; without it, the present one
 */
export const readBooks = async (
  ledger: Ledger,
  agency: AgencyId,
  named?: Month,
): Promise<Result<MonthBooks, { code: 'not_found' }>> => {
  const opened = await open(ledger, agency);
  if (!opened) return err({ code: 'not_found' });
  const month = named ?? monthAt(opened.timeZone, ledger.now());
  const from = `${month}-01`;
  const to = lastOfMonth(from);
  const { opening, days } = await since(ledger, opened, { before: from, to });
  const isClosed = (opened.books?.closed ?? '') >= to;
  return ok({ month, timeZone: opened.timeZone, isClosed, ...booksOf(opening, days, { from }) });
};

/** What the accounts came to at the end of a day, by the books; of a day to come, what they come to by now. */
export const readPosition = async (
  ledger: Ledger,
  agency: AgencyId,
  day: Day,
): Promise<Result<Position & { isClosed: boolean }, { code: 'not_found' }>> => {
  const opened = await open(ledger, agency);
  if (!opened) return err({ code: 'not_found' });
  const { opening, days } = await since(ledger, opened, { before: addDays(day, 1), to: day });
  const isClosed = (opened.books?.closed ?? '') >= day;
  return ok({ ...positionAfter(opening, days), isClosed });
};

const open = async ({ table }: Ledger, agency: AgencyId): Promise<Opened | undefined> => {
  const read = await readTogether(table, [settingsKey(agency), liabilityKey(agency)]);
  const settings = settingsFrom(read, agency);
  if (!settings) return undefined;
  const timeZone = settings.timeZone ?? DEFAULT_ZONE;
  const books = decode(liabilityItem, read(liabilityKey(agency)))?.books;
  return { agency, timeZone, books };
};

/** What the accounts came to at the last closing before a day, and the days after it. */
const since = async (
  { table }: Ledger,
  { agency, books }: Opened,
  { before, to }: { before: Day; to: Day },
) => {
  if (!books) return { opening: NOTHING, days: [] };
  const closed = closedBefore(books, before);
  const closing =
    closed === undefined
      ? undefined
      : await readOne(table, closingKey(agency, books.id, closed), closingItem);
  const opening = closing?.position ?? NOTHING;
  const from = closing && addDays(closing.day, 1);
  const isEmpty = from !== undefined && from > to;
  return { opening, days: isEmpty ? [] : await readDays(table, agency, books.id, { from, to }) };
};

/** The end of the month before a day, or of the last closed month, if that was earlier. */
const closedBefore = ({ closed }: Books, day: Day): Day | undefined => {
  if (closed === undefined) return undefined;
  const end = addDays(`${day.slice(0, '2026-01'.length)}-01`, -1);
  return end < closed ? end : closed;
};
