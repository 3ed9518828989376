import { instant, type Instant } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Account } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Command, Refusal } from './command.ts';
import { hashOf } from './entry-hash.ts';
import { total } from './lots.ts';
import { move, type Known, type Move } from './move.ts';
import { absorbedInside, counting, movedOut, noting, type Merges } from './absorbed.ts';
import type { Absorbed } from '../table/items/absorbed.ts';

/** An account after its commands, and all entries that were made, that of an expiry first. */
export type Posting = {
  account: Account;
  entries: Entry[];
  /** The entry of each command, in their order, of two the last; undefined where a command moved nothing. */
  posted: (Entry | undefined)[];
  /** Lots that merged with others, and that get an item each. */
  absorbed: Absorbed[];
};

/**
 * Folds commands over an account, one after the other. Pure: the same account, commands, time and salt always give the
 * same posting. What has expired is posted first, so that it is never spent.
 * @param salt a new one (`newSalt`), which the texts of the entries are hashed with
 * @param merges what became of the lots that commands name and the account no longer has
 * @param now milliseconds since the epoch; where the clock went back, entries take the time of the last one
 * @returns the posting, or the first refusal: then nothing has changed
 */
export const plan = (
  account: Account,
  commands: readonly Command[],
  now: number,
  salt: string,
  merges: Merges = new Map(),
): Result<Posting, Refusal> => {
  const at = latest(instant(now), account.lastEntryAt);
  let posting: Posting = { account, entries: [], posted: [], absorbed: [] };
  for (const command of [{ type: 'expire' } as const, ...commands]) {
    const moved = move(posting.account, command, at, known(posting, merges));
    if (!moved.ok) return moved;
    const after = moved.value ? post(posting, moved.value, { at, salt }) : posting;
    const made = moved.value && after.entries.at(-1);
    posting = { ...after, posted: [...posting.posted, made] };
  }
  const [, ...posted] = posting.posted;
  if (posting.entries.length === 0) return ok({ ...posting, posted });
  const moved = movedOut(posting.account);
  return ok({ ...posting, ...moved, posted, absorbed: [...posting.absorbed, ...moved.absorbed] });
};

const known = (posting: Posting, merges: Merges): Known => ({
  broughtIn: broughtIn(posting),
  merges: new Map([
    ...merges,
    ...[...absorbedInside(posting.account), ...posting.absorbed].map((one) => [one.id, one] as const),
  ]),
});

/** A lot has the number of the entry that brought it in; other entries have the number of no lot. */
const broughtIn = ({ entries }: Posting): number[] => entries.map(({ number }) => number);

const latest = (a: Instant, b: Instant = a): Instant => (b > a ? b : a);

const post = (
  before: Posting,
  { lots, merges = [], absorbed = [], entry: moved, next }: Move,
  stamp: { at: Instant; salt: string },
): Posting => {
  const { account: of, entries } = before;
  const { at, salt } = stamp;
  const account = counting(noting({ ...of, lots }, absorbed), merges.length);
  const owed = moved.debt ?? 0;
  const debt = moved.type === 'in' ? account.debt - owed : account.debt + owed;
  const balance = total(lots) - debt;
  const previous = account.lastEntryHash;
  const entry: Entry = {
    ...moved,
    number: account.entries + 1,
    at,
    balance,
    ...(previous !== undefined && { previous }),
    hashVersion: 2,
    salt,
  };
  const after: Posting = {
    ...before,
    account: {
      ...account,
      debt,
      balance,
      entries: entry.number,
      lastEntryAt: at,
      lastEntryHash: hashOf(entry),
      ...(bringsIn(moved) && { lastIn: { at, amount: moved.amount } }),
    },
    entries: [...entries, entry],
    absorbed: [...before.absorbed, ...merges.map((merge) => ({ ...merge, entry: entry.number }))],
  };
  return next ? post(after, next, stamp) : after;
};

/** An extension puts back what it took out: nothing new came in. */
const bringsIn = ({ type, kind }: Move['entry']): boolean => type === 'in' && kind !== 'expiry_extension';
