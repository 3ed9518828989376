import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type RecordDecision } from '../ledger/run.ts';
import type { Account } from '../table/items/account.ts';
import { countedItem, liabilityItem, type Counted, type CountedEntries } from '../table/items/liability.ts';
import { booksKey, countedKey, liabilityKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { areReadable, figuresWrites, type Tallied } from './figures.ts';
import { outcomeOf } from './liability.ts';
import { entriesBetween, openBooks, tallied, type OpenBooks } from './uncounted.ts';

/** A transaction takes 100 items: how the account was counted, these, and room for what is only read. */
const MAX_DAYS = 90;

/** Whether none of an account's entries is missing in these books because it is older than they are. */
export const isBackfilled = ({ books }: Counted, into: string | undefined): boolean =>
  books !== undefined && books.into === into && books.from === 1;

/**
 * Counts entries of an account that are older than those in its agency's books, the newest first: at most 90 days of
 * entries, or as many entries as one Query reads. Throws LiabilityBusyError.
 * @returns whether any was counted, so that there may be more
 */
export const backfillFigures = async (ledger: Ledger, account: Account): Promise<boolean> => {
  const { table } = ledger;
  const { agency } = account;
  const key = countedKey(account);
  const total = liabilityKey(agency);
  const read = await readTogether(table, [key, settingsKey(agency), total]);
  const books = openBooks(read, agency, ledger.now());
  const range = decode(countedItem, read(key))?.books;
  if (range?.into !== books.id || range.from === 1 || range.below === undefined) return false;
  const entries = withinDays(await olderEntries(ledger, account, range, books));
  if (entries.length === 0) return false;
  const place = { agency, books: books.id };
  const done = await run<boolean, never>(ledger, {
    keys: [key, total, ...daysOf(entries).map((day) => booksKey(agency, books.id, day))],
    decide: (now): Result<RecordDecision<boolean>, never> => {
      const last = decode(countedItem, now(key));
      const open = decode(liabilityItem, now(total))?.books;
      // Somebody else counted them, other books were begun, or nobody can read the days.
      const isSame = last?.books?.from === range.from && last.books.into === books.id;
      const isOpen = open?.id === books.id && open.closed === books.closed;
      if (!isSame || !isOpen || !areReadable(now, place, daysOf(entries)))
        return ok({ conclude: () => ({ outcome: false }) });
      const item = { ...last, books: lengthened(last.books ?? range, entries) };
      const writes = [
        { key, schema: countedItem, item, version: last.version },
        ...figuresWrites(now, place, entries),
      ];
      return ok({ conclude: () => ({ outcome: true, writes }) });
    },
  });
  return outcomeOf(agency, done);
};

const daysOf = (entries: readonly Tallied[]): string[] => [...new Set(entries.map(({ day }) => day))];

const lengthened = (range: CountedEntries, entries: readonly Tallied[]): CountedEntries => {
  const first = entries.at(-1);
  return first ? { ...range, from: first.number, below: first.at } : range;
};

/** The entries before those that were counted, the newest first and without gaps. */
const olderEntries = async (
  { table }: Ledger,
  ref: AccountRef,
  { from, below = '' }: CountedEntries,
  books: OpenBooks,
): Promise<Tallied[]> => {
  const place = { at: below, number: from - 1 };
  const { entries } = await entriesBetween(table, ref, { at: '', number: 0 }, place, true);
  const next = entries.filter(({ number }, index) => number === from - 1 - index);
  return await tallied(table, ref, books, next);
};

const withinDays = (entries: readonly Tallied[]): readonly Tallied[] => {
  const days = new Set<string>();
  const end = entries.findIndex(({ day }) => days.add(day).size > MAX_DAYS);
  return end === -1 ? entries : entries.slice(0, end);
};
