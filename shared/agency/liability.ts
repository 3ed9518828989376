import { addCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import { isGiftAccount, randomId, type AgencyId } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heldLots } from '../ledger/held.ts';
import { total } from '../ledger/lots.ts';
import { run, type Done } from '../ledger/run.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Account } from '../table/items/account.ts';
import {
  countedItem,
  liabilityItem,
  type Books,
  type Counted,
  type CountedEntries,
  type Liability,
} from '../table/items/liability.ts';
import { booksKey, countedKey, liabilityKey } from '../table/keys.ts';
import { readOne, type Read } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import { areReadable, figuresWrites, type Tallied } from './figures.ts';
import { uncountedOf, type Before, type OpenBooks, type Uncounted } from './uncounted.ts';
import { addAll, worthOf } from './worth.ts';

/** A transaction takes 100 items: the total, these accounts, and the days of their entries. */
const MAX_ACCOUNTS = 49;
const MAX_DAYS = 50;

/** There was no turn before the deadline: of the last part of the accounts nothing was counted. */
export class LiabilityBusyError extends Error {
  override readonly name = 'LiabilityBusyError';
}

/** What an agency owes all its customers together, in credits; without `at` as long as nothing has moved. */
export const readLiability = async (
  table: Table,
  agency: AgencyId,
): Promise<Omit<Liability, 'at'> & { at?: Liability['at'] }> => {
  const { at: _never, ...none } = emptyTotal(agency);
  return (await readOne(table, liabilityKey(agency), liabilityItem)) ?? none;
};

/**
 * Counts accounts, all of one agency, into what it owes its customers, and their entries into its figures, in one transaction.
 * An account is counted by the difference to how it was counted before, and only if it is newer; its entries from where they
 * were counted before. So repetitions and late news change nothing, and what was missed comes in with the account's next
 * change, or with the audit. What an account counted for in a total that was deleted counts for nothing in the one after it.
 * Throws LiabilityBusyError.
 * @param before the first of these changes, by account
 * @returns how many accounts had not been counted as they are
 */
export const countAccounts = async (
  ledger: Ledger,
  agency: AgencyId,
  accounts: readonly Account[],
  before: ReadonlyMap<string, Before> = new Map(),
): Promise<number> => {
  const newest = [...newestOf(accounts).values()];
  let changed = 0;
  for (let first = 0; first < newest.length; first += MAX_ACCOUNTS) {
    let some = newest.slice(first, first + MAX_ACCOUNTS);
    while (some.length > 0) {
      const { books, uncounted } = await uncountedOf(ledger, agency, some, before);
      const part = withinDays(uncounted);
      const done = outcomeOf(agency, await countTogether(ledger, agency, books, part));
      if (done === 'other_books') continue;
      changed += done;
      // Each round counts entries of the first account that is left.
      some = part.flatMap(({ account, hasMore }) => (hasMore ? [account] : []));
    }
  }
  return changed;
};

/** As many entries of each account, the oldest first, as fall on the days that one transaction writes. */
const withinDays = (uncounted: readonly Uncounted[]): Uncounted[] => {
  const days = new Set<string>(uncounted.flatMap(({ holdDay }) => holdDay ?? []));
  const isWithin = ({ day }: Tallied): boolean => {
    if (days.size < MAX_DAYS) days.add(day);
    return days.has(day);
  };
  return uncounted.map((one) => {
    const end = one.entries.findIndex((entry) => !isWithin(entry));
    return end === -1 ? one : { ...one, entries: one.entries.slice(0, end), hasMore: true };
  });
};

/** @returns what was done; throws LiabilityBusyError where nothing was */
export const outcomeOf = <Outcome>(agency: AgencyId, done: Result<Done<Outcome>, unknown>): Outcome => {
  if (!done.ok) throw new LiabilityBusyError(agency);
  return done.value.outcome;
};

/** Whether an account is in its agency's liability, and what books it is in have its entries, as far as it has come. */
export const isCounted = (
  { version, entries }: Account,
  counted: Counted | undefined,
  liability: Liability | undefined,
): boolean =>
  counted !== undefined &&
  counted.into === liability?.id &&
  counted.of >= version &&
  (counted.books === undefined || counted.books.through >= entries);

const newestOf = (accounts: readonly Account[]): Map<string, Account> => {
  const newest = new Map<string, Account>();
  for (const account of accounts) {
    if (account.version > (newest.get(account.account)?.version ?? 0)) newest.set(account.account, account);
  }
  return newest;
};

/** Other books were begun since, or a month was closed: on which days entries are counted has to be found anew. */
type OtherBooks = 'other_books';

const countTogether = (
  ledger: Ledger,
  agency: AgencyId,
  { id: books, begunAt, closed }: OpenBooks,
  uncounted: readonly Uncounted[],
) => {
  const place = { agency, books };
  const days = [
    ...new Set(
      uncounted.flatMap(({ entries, holdDay }) => [
        ...entries.map(({ day }) => day),
        ...(holdDay ? [holdDay] : []),
      ]),
    ),
  ];
  return run<number | OtherBooks, never>(ledger, {
    keys: [
      liabilityKey(agency),
      ...uncounted.map(({ account }) => countedKey(account)),
      ...days.map((day) => booksKey(agency, books, day)),
    ],
    decide: (read, now) => {
      const stored = decode(liabilityItem, read(liabilityKey(agency))) ?? emptyTotal(agency);
      const known = { ...stored, books: stored.books ?? { id: books, begunAt } };
      if (known.books.id !== books || known.books.closed !== closed)
        return ok({ conclude: () => ({ outcome: 'other_books' as const }) });
      const canTally = areReadable(read, place, days);
      const due = uncounted.flatMap((one) => dueOf(canTally ? one : { ...one, entries: [] }, read, known));
      const news = due.filter(({ isNews }) => isNews);
      const outcome = news.length;
      if (due.length === 0) return ok({ conclude: () => ({ outcome }) });
      const start = { ...known, at: instant(now) };
      const sum = news.reduce<Liability>(plus, start);
      const writes = [
        { key: liabilityKey(agency), schema: liabilityItem, item: sum, version: known.version },
        ...due.map(({ key, after }) => ({ key, schema: countedItem, item: after, version: after.version })),
        ...figuresWrites(
          read,
          place,
          due.flatMap(({ entries }) => entries),
          canTally ? due.flatMap(({ held }) => held) : [],
        ),
      ];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  });
};

/** How an account is to be counted; nothing where it was counted as it is, or as it came to be later. */
const dueOf = (
  { account, counted, entries: fetched, holdDay }: Uncounted,
  read: Read,
  known: Liability & { books: Books },
) => {
  const key = countedKey(account);
  const last = decode(countedItem, read(key));
  const before = last?.into === known.id ? last : undefined;
  const booked = last?.books?.into === known.books.id ? last : undefined;
  const isNews = before && booked ? account.version > before.of : account.version >= (last?.of ?? 0);
  // Others may have counted some of them meanwhile.
  const range = booked?.books ?? counted;
  const entries = fetched.filter(({ number }) => number > range.through);
  if (!isNews && entries.length === 0) return [];
  const after = isNews || !last ? countedAs(account, last, known) : last;
  const change = (after.held ?? 0) - (booked?.held ?? 0);
  const held = holdDay === undefined || change === 0 ? [] : [{ day: holdDay, held: change }];
  const booksAfter = extended(range, entries);
  return [{ key, account, isNews, before, after: { ...after, books: booksAfter }, entries, held }];
};

const extended = (range: CountedEntries, entries: readonly Tallied[]): CountedEntries => {
  const end = entries.at(-1);
  return end ? { ...range, through: end.number, at: end.at } : range;
};

const countedAs = (account: Account, last: Counted | undefined, { id: into }: Liability): Counted => {
  const { version, debt } = account;
  const held = heldLots(account);
  const { paid, promo, unpriced, cost } = worthOf([...account.lots, ...held]);
  return {
    version: last?.version ?? 0,
    of: version,
    into,
    paid,
    promo,
    debt,
    held: total(held),
    unpriced,
    cost,
  };
};

type Change = { account: Account; before: Counted | undefined; after: Counted };

const plus = (sum: Liability, { account: { account }, before, after }: Change): Liability => {
  const more = (name: 'paid' | 'promo' | 'debt' | 'held' | 'unpriced') =>
    addCredits(sum[name], (after[name] ?? 0) - (before?.[name] ?? 0));
  const isGift = isGiftAccount(account);
  const credits = after.paid + after.promo - (before ? before.paid + before.promo : 0);
  return {
    ...sum,
    paid: more('paid'),
    promo: more('promo'),
    debt: more('debt'),
    held: more('held'),
    unpriced: more('unpriced'),
    cost: addAll(addAll(sum.cost, after.cost ?? {}), before?.cost ?? {}, -1),
    gifts: isGift ? addCredits(sum.gifts, credits) : sum.gifts,
    accounts: sum.accounts + (before || isGift ? 0 : 1),
  };
};

/** A total into which nobody has been counted. */
export const emptyTotal = (agency: AgencyId): Liability => ({
  agency,
  id: randomId('sum'),
  version: 0,
  paid: 0,
  promo: 0,
  debt: 0,
  held: 0,
  unpriced: 0,
  cost: {},
  gifts: 0,
  accounts: 0,
  at: instant(0),
});
