import { isDeepStrictEqual } from 'node:util';
import { instant } from '../kernel/clock.ts';
import { addDays, dayAt, DEFAULT_ZONE, type Day } from '../kernel/days.ts';
import { HOUR_MS } from '../kernel/durations.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { ok } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run } from '../ledger/run.ts';
import { closingItem, figuresItem, type Figures } from '../table/items/figures.ts';
import { liabilityItem, type Liability } from '../table/items/liability.ts';
import { settingsItem } from '../table/items/settings.ts';
import { booksKey, closingKey, liabilityKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode, readable } from '../table/table.ts';
import { NOTHING, positionAfter, positionOf } from './books.ts';
import { outcomeOf } from './liability.ts';
import { readDays } from './read-days.ts';
import { newBooks } from './uncounted.ts';

/** Milliseconds by which a clock may be wrong before an entry comes too late for its month. */
const MAX_CLOCK_SKEW_MS = HOUR_MS;

/** Days that change while they are read. */
const CURRENT_DAYS = 3;

/** Somebody may count between two reads. */
const TRIES = 5;

/**
 * Compares an agency's books with what its accounts hold, once all entries of before a time have been counted. Where they
 * agree, the months before that time are closed. Throws LiabilityBusyError.
 * @param counted milliseconds since the epoch
 * @returns whether they agree
 */
export const closeBooks = async (ledger: Ledger, agency: AgencyId, counted: number): Promise<boolean> => {
  for (let tries = 0; tries < TRIES; tries += 1) if (await closeOnce(ledger, agency, counted)) return true;
  return false;
};

const closeOnce = async (ledger: Ledger, agency: AgencyId, counted: number): Promise<boolean> => {
  const { table, now } = ledger;
  const total = liabilityKey(agency);
  const read = await readTogether(table, [settingsKey(agency), total]);
  const zone = readable(settingsItem, read(settingsKey(agency)))?.timeZone ?? DEFAULT_ZONE;
  const books = decode(liabilityItem, read(total))?.books;
  // Nothing has moved yet, or they are too new to be whole.
  if (!books || Date.parse(books.begunAt) > counted) return true;
  const today = dayAt(zone, now());
  const current = Array.from({ length: 2 * CURRENT_DAYS }, (_, place) =>
    addDays(today, place - CURRENT_DAYS),
  );
  const older = await readDays(table, agency, books.id, { to: addDays(today, -CURRENT_DAYS - 1) });
  const end = endOfMonthBefore(dayAt(zone, counted - MAX_CLOCK_SKEW_MS));
  const done = await run<boolean, never>(ledger, {
    keys: [total, ...current.map((day) => booksKey(agency, books.id, day))],
    decide: (again, at) => {
      const known = decode(liabilityItem, again(total));
      if (known?.books?.id !== books.id) return ok({ conclude: () => ({ outcome: false }) });
      const days: Figures[] = [
        ...older,
        ...current.flatMap((day) => decode(figuresItem, again(booksKey(agency, books.id, day))) ?? []),
      ];
      const agrees = isDeepStrictEqual(positionAfter(NOTHING, days), positionOf(known));
      if (!agrees) return ok({ conclude: () => ({ outcome: false }) });
      return ok({ conclude: () => ({ outcome: true, writes: closing(known, days, end, instant(at)) }) });
    },
  });
  return outcomeOf(agency, done);
};

const endOfMonthBefore = (day: Day): Day => addDays(`${day.slice(0, '2026-01'.length)}-01`, -1);

const closing = (known: Liability, days: readonly Figures[], end: Day, at: string) => {
  const { agency, books, version } = known;
  if (!books) return [];
  const isNew = (books.closed ?? '') < end;
  const item = { ...known, books: { ...books, ...(isNew && { closed: end }), agreedAt: at } };
  const position = positionAfter(
    NOTHING,
    days.filter(({ day }) => day <= end),
  );
  return [
    { key: liabilityKey(agency), schema: liabilityItem, item, version },
    ...(isNew
      ? [
          {
            key: closingKey(agency, books.id, end),
            schema: closingItem,
            item: { day: end, position },
            version: 0,
          },
        ]
      : []),
  ];
};

/**
 * Begins an agency's books anew: from now on entries are counted into new ones, and the audits to come count all older ones into
 * them, by the time zone of then. Nothing is closed until they have. Throws LiabilityBusyError.
 */
export const beginBooks = async (ledger: Ledger, agency: AgencyId): Promise<void> => {
  const key = liabilityKey(agency);
  const done = await run<undefined, never>(ledger, {
    keys: [key],
    decide: (read, now) => {
      const known = decode(liabilityItem, read(key));
      if (!known) return ok({ conclude: () => ({ outcome: undefined }) });
      const item = { ...known, books: newBooks(now) };
      const write = { key, schema: liabilityItem, item, version: known.version };
      return ok({ conclude: () => ({ outcome: undefined, writes: [write] }) });
    },
  });
  outcomeOf(agency, done);
};
