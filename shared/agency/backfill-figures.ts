import { DEFAULT_ZONE } from '../kernel/days.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type RecordDecision } from '../ledger/run.ts';
import type { Account } from '../table/items/account.ts';
import { countedItem, type Counted, type CountedEntries } from '../table/items/liability.ts';
import { settingsItem } from '../table/items/settings.ts';
import { countedKey, figuresKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode, readable } from '../table/table.ts';
import { areReadable, figuresWrites, type Tallied } from './figures.ts';
import { outcomeOf } from './liability.ts';
import { entriesBetween, NEVER_COUNTED, tallied } from './uncounted.ts';

/** A transaction takes 100 items: how the account was counted, and these. */
const MAX_DAYS = 90;

/** Whether none of an account's entries is missing in the figures because it is older than they are. */
export const isBackfilled = (account: Account, counted: Counted): boolean =>
  (rangeOf(counted, account)?.from ?? 1) === 1;

/** Which entries were counted; none where the account was counted before there were figures. */
const rangeOf = (counted: Counted, { entries, lastEntryAt: at }: Account): CountedEntries | undefined => {
  if (counted.entries || counted.into === NEVER_COUNTED.into || at === undefined) return counted.entries;
  return { from: entries + 1, through: entries, at, below: at };
};

/**
 * Counts entries of an account that are older than those in its agency's figures, the newest first: at most 90 days of
 * entries, or as many entries as one Query reads. Throws LiabilityBusyError.
 * @returns whether any was counted, so that there may be more
 */
export const backfillFigures = async (ledger: Ledger, account: Account): Promise<boolean> => {
  const { table } = ledger;
  const { agency } = account;
  const key = countedKey(account);
  const read = await readTogether(table, [key, settingsKey(agency)]);
  const counted = decode(countedItem, read(key));
  const range = counted && rangeOf(counted, account);
  if (!range || range.from === 1 || range.below === undefined) return false;
  const zone = readable(settingsItem, read(settingsKey(agency)))?.timeZone ?? DEFAULT_ZONE;
  const entries = withinDays(await olderEntries(ledger, account, range, zone));
  if (entries.length === 0) return false;
  const done = await run<boolean, never>(ledger, {
    keys: [key, ...daysOf(entries).map((day) => figuresKey(agency, day))],
    decide: (now): Result<RecordDecision<boolean>, never> => {
      const last = decode(countedItem, now(key));
      // Somebody else counted them, or nobody can read the days.
      if (!last || (last.entries && last.entries.from !== range.from))
        return ok({ conclude: () => ({ outcome: false }) });
      if (!areReadable(now, agency, daysOf(entries))) return ok({ conclude: () => ({ outcome: false }) });
      const item = { ...last, entries: lengthened(last.entries ?? range, entries) };
      const writes = [
        { key, schema: countedItem, item, version: last.version },
        ...figuresWrites(now, agency, entries),
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
  zone: string,
): Promise<Tallied[]> => {
  const place = { at: below, number: from - 1 };
  const { entries } = await entriesBetween(table, ref, { at: '', number: 0 }, place, true);
  const next = entries.filter(({ number }, index) => number === from - 1 - index);
  return await tallied(table, ref, zone, next);
};

const withinDays = (entries: readonly Tallied[]): readonly Tallied[] => {
  const days = new Set<string>();
  const end = entries.findIndex(({ day }) => days.add(day).size > MAX_DAYS);
  return end === -1 ? entries : entries.slice(0, end);
};
