import type { Money } from '../kernel/amount.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { addDays, dayAt, DEFAULT_ZONE, type Day } from '../kernel/days.ts';
import { randomId, type AccountRef, type AgencyId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import { openHolds } from '../ledger/held.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Account } from '../table/items/account.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import { creditRequestItem } from '../table/items/credit-request.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import {
  countedItem,
  liabilityItem,
  type Books,
  type Counted,
  type CountedEntries,
} from '../table/items/liability.ts';
import { settingsItem } from '../table/items/settings.ts';
import {
  checkoutKey,
  countedKey,
  creditRequestKey,
  entriesPartition,
  entryKey,
  liabilityKey,
  settingsKey,
  type Key,
} from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decodeListed, readable, type Table } from '../table/table.ts';
import type { Tallied } from './figures.ts';

/** How many entries an account had before the first change at hand, and when the last of them was made. */
export type Before = {
  number: number;
  at: Instant | undefined;
  /** Those that the changes at hand made, where somebody reads them anyway. */
  entries?: () => Promise<readonly Entry[]>;
};

/** The books of an agency as counting finds them. */
export type OpenBooks = Books & {
  zone: string;
  today: Day;
};

/** What the entries of an account that are in no figures yet need to be counted. */
export type Uncounted = {
  account: Account;
  /** The day of its last change, where holds hold something of it, or did. */
  holdDay: Day | undefined;
  /** Which were counted when this was read, or where counting begins. */
  counted: CountedEntries;
  /** The next ones, in their order, without gaps. */
  entries: readonly Tallied[];
  /** Whether more than these are left. */
  hasMore: boolean;
};

/** Entries that one Query reads; more of an account are counted in another round. */
const MAX_ENTRIES = 1000;

/** An item that nobody could read was replaced by this. */
export const NEVER_COUNTED: Omit<Counted, 'version'> = { of: 0, into: 'none', paid: 0, promo: 0, debt: 0 };

/** Where counting begins: with the changes at hand. Older entries are left to the nightly audit. */
export const rangeOf = (
  last: Counted | undefined,
  { entries, lastEntryAt }: Account,
  into: string,
  before?: Before,
): CountedEntries => {
  if (last?.books?.into === into) return last.books;
  const { number: through, at } = before ?? { number: entries, at: lastEntryAt };
  return {
    into,
    from: through + 1,
    through,
    ...(at !== undefined && { at, ...(through > 0 && { below: at }) }),
  };
};

/** Books into which nothing has been counted. */
export const newBooks = (now: number): Books => ({ id: randomId('books'), begunAt: instant(now) });

/** The books that entries are counted into, by what was read of the agency's settings and total. New ones, where there are none. */
export const openBooks = (read: Read, agency: AgencyId, now: number): OpenBooks => {
  const zone = readable(settingsItem, read(settingsKey(agency)))?.timeZone ?? DEFAULT_ZONE;
  const books = readable(liabilityItem, read(liabilityKey(agency)))?.books ?? newBooks(now);
  return { ...books, zone, today: dayAt(zone, now) };
};

/**
 * The day on which something is counted. A closed month stays as it is: what it lacks is counted today, or on the first day after
 * the month where the agency has moved to a zone in which today is still in it.
 */
export const dayIn = ({ zone, today, closed }: OpenBooks, at: Instant): Day => {
  const day = dayAt(zone, Date.parse(at));
  if (closed === undefined || day > closed) return day;
  return today > closed ? today : addDays(closed, 1);
};

/**
 * The entries of accounts, all of one agency, that are in no figures yet: a BatchGet of how they were counted; of those that the
 * changes at hand did not make, another of the entry of accounts that have one only, and a Query for each of the others; and
 * a BatchGet of what sold credits.
 * @param before by account; without it, an account that was never counted is counted from its next change on
 */
export const uncountedOf = async (
  { table, now }: Pick<Ledger, 'table' | 'now'>,
  agency: AgencyId,
  accounts: readonly Account[],
  before: ReadonlyMap<string, Before>,
): Promise<{ books: OpenBooks; uncounted: Uncounted[] }> => {
  const keys = [settingsKey(agency), liabilityKey(agency), ...accounts.map(countedKey)];
  const read = await readTogether(table, keys);
  const books = openBooks(read, agency, now());
  const ranges = await Promise.all(
    accounts.map(async (account) => {
      const last = readable(countedItem, read(countedKey(account)));
      const known = before.get(account.account);
      const range = { account, counted: rangeOf(last, account, books.id, known) };
      return { ...range, holdDay: holdDayOf(account, last, books), atHand: await pageAtHand(range, known) };
    }),
  );
  const readSingle = await readTogether(
    table,
    ranges.flatMap((range) => (range.atHand ? [] : (singleKey(range) ?? []))),
  );
  const pageOf = async (range: Range): Promise<EntryPage> => {
    const key = singleKey(range);
    if (!key) return await pageAfter(table, range);
    const entry = decodeListed(entryItem, readSingle(key), 'thrown');
    return { entries: entry ? [entry] : [], hasMore: false };
  };
  const uncounted = ranges.map(async ({ atHand, ...range }) => {
    const { entries, hasMore } = withoutGaps(range, atHand ?? (await pageOf(range)));
    return { ...range, hasMore, entries: await tallied(table, range.account, books, entries) };
  });
  return { books, uncounted: await Promise.all(uncounted) };
};

const holdDayOf = (account: Account, last: Counted | undefined, books: OpenBooks): Day | undefined => {
  const { lastHoldAt = '', lastEntryAt = '' } = account;
  const at = lastHoldAt > lastEntryAt ? lastHoldAt : lastEntryAt;
  const isConcerned = (last?.held ?? 0) > 0 || openHolds(account).length > 0;
  return isConcerned && at !== '' ? dayIn(books, at) : undefined;
};

type Range = { account: Account; counted: CountedEntries };

/** What is not counted yet, where the changes at hand made all of it; undefined where it has to be read. */
const pageAtHand = async (
  { account, counted: { through } }: Range,
  before: Before | undefined,
): Promise<EntryPage | undefined> => {
  if (before?.entries === undefined || through < before.number || account.entries <= through)
    return undefined;
  const entries = (await before.entries()).filter(
    ({ number }) => number > through && number <= account.entries,
  );
  const isWhole =
    entries.length === account.entries - through &&
    entries.every(({ number }, index) => number === through + 1 + index);
  return isWhole ? { entries, hasMore: false } : undefined;
};

/** The key of the only entry that is not counted yet; undefined where there are several, or none. */
const singleKey = ({ account, counted }: Range): Key | undefined => {
  const { lastEntryAt: at, entries: number } = account;
  return at !== undefined && number === counted.through + 1 ? entryKey(account, { at, number }) : undefined;
};

const pageAfter = async (
  table: Table,
  { account, counted: { through, at = '' } }: Range,
): Promise<EntryPage> => {
  const { lastEntryAt, entries: last } = account;
  if (lastEntryAt === undefined || last <= through) return { entries: [], hasMore: false };
  return await entriesBetween(table, account, { at, number: through + 1 }, { at: lastEntryAt, number: last });
};

/** Of the entries that were read, those without a gap before them. */
const withoutGaps = ({ account, counted: { through } }: Range, page: EntryPage): EntryPage => {
  const entries = page.entries.filter(({ number }, index) => number === through + 1 + index);
  if (entries.length === page.entries.length && (entries.length > 0 || account.entries <= through))
    return page;
  // What could not be read was left out: nothing behind it can be counted.
  log.error('entries not counted', { agency: account.agency, account: account.account, after: through });
  count('ChangesSkipped');
  return { entries, hasMore: false };
};

type EntryPage = Pick<Uncounted, 'hasMore'> & { entries: Entry[] };

type Place = Pick<Entry, 'at' | 'number'>;

/** Entries from one place to another, at most as many as one Query gives; the newest of them with `newestFirst`. */
export const entriesBetween = async (
  table: Table,
  ref: AccountRef,
  from: Place,
  to: Place,
  newestFirst = false,
): Promise<EntryPage> => {
  const page = await listPage(table, {
    partition: entriesPartition(ref),
    item: entryItem,
    limit: MAX_ENTRIES,
    newer: 'thrown',
    newestFirst,
    from: entryKey(ref, from).sk,
    to: entryKey(ref, to).sk,
  });
  if (!page.ok) throw new TypeError(page.error.code);
  return { entries: page.value.items, hasMore: page.value.cursor !== null };
};

/** Where the price of what sold credits is kept. */
const saleKey = ({ agency, account }: AccountRef, { kind, reference }: Entry): Key | undefined => {
  if (kind === 'checkout') return checkoutKey({ agency, account }, reference);
  return kind === 'request' ? creditRequestKey(agency, reference) : undefined;
};

/** Entries with their days in the books, and their prices. */
export const tallied = async (
  table: Table,
  ref: AccountRef,
  books: OpenBooks,
  entries: readonly Entry[],
): Promise<Tallied[]> => {
  const sales = entries.flatMap((entry) => saleKey(ref, entry) ?? []);
  const read = await readTogether(table, sales);
  const priceOf = (entry: Entry): Money | undefined => {
    const key = saleKey(ref, entry);
    if (!key) return undefined;
    return readable(entry.kind === 'checkout' ? checkoutItem : creditRequestItem, read(key))?.price;
  };
  return entries.map((entry) => {
    const { number, at, type, kind, amount, lots, debt } = entry;
    const moved = { number, at, type, kind, amount, lots, ...(debt !== undefined && { debt }) };
    return { ...moved, day: dayIn(books, at), price: priceOf(entry) };
  });
};
