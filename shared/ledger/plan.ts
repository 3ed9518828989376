import type { Instant } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Account, Carry, OpenHold } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Command, Refusal } from './command.ts';
import { timeOf } from './account.ts';
import { hashOf } from './entry-hash.ts';
import { heldLots } from './held.ts';
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
 * same posting. Holds that have ended are released first and what has expired is posted, so that it is never spent.
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
  const at = timeOf(account, now);
  let posting: Posting = { account, entries: [], posted: [], absorbed: [] };
  const expire = { type: 'expire' } as const;
  // What a hold gives back may have expired while it was held; what is received, by the clock of this account.
  const after = commands.some(mayBringExpired) ? [expire] : [];
  for (const command of [expire, ...commands, ...after]) {
    const moved = move(posting.account, command, at, known(posting, merges));
    if (!moved.ok) return moved;
    const next = moved.value ? post(posting, moved.value, { at, salt }) : posting;
    const made = moved.value?.entry && next.entries.at(-1);
    posting = { ...next, posted: [...posting.posted, made] };
  }
  const posted = posting.posted.slice(1, commands.length + 1);
  if (posting.account === account) return ok({ ...posting, posted });
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

const mayBringExpired = (command: Command): boolean =>
  command.type === 'receive' || command.type === 'release' || (command.type === 'capture' && command.isFinal);

const post = (
  before: Posting,
  { lots, holds, carries, creditLimit, usageDebt, merges = [], absorbed = [], entry: moved, next }: Move,
  stamp: { at: Instant; salt: string },
): Posting => {
  const { entries } = before;
  const { at, salt } = stamp;
  const held = holds === undefined ? before.account : holding(before.account, holds);
  const carried = carries === undefined ? held : carrying(held, carries);
  const of = creditLimit === undefined ? carried : limited(carried, creditLimit);
  const account = counting(noting({ ...of, lots }, absorbed), merges.length);
  const merged = (entry: number) => [...before.absorbed, ...merges.map((merge) => ({ ...merge, entry }))];
  if (!moved)
    return { ...before, account: { ...account, lastHoldAt: at }, absorbed: merged(account.entries) };
  const owed = moved.debt ?? 0;
  const debt = moved.type === 'in' ? account.debt - owed : account.debt + owed;
  const balance = total(lots) + total(heldLots(account)) - debt;
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
      ...owing(account, debt, usageDebt ?? (moved.kind === 'usage' ? owed : 0)),
      debt,
      balance,
      entries: entry.number,
      lastEntryAt: at,
      lastEntryHash: hashOf(entry),
      ...(bringsIn(moved) && { lastIn: { at, amount: moved.amount } }),
    },
    entries: [...entries, entry],
    absorbed: merged(entry.number),
  };
  return next ? post(after, next, stamp) : after;
};

const holding = ({ holds: _, ...account }: Account, holds: readonly OpenHold[]): Account =>
  holds.length === 0 ? account : { ...account, holds: [...holds] };

const carrying = ({ carries: _, ...account }: Account, carries: readonly Carry[]): Account =>
  carries.length === 0 ? account : { ...account, carries: [...carries] };

const limited = ({ creditLimit: _, ...account }: Account, creditLimit: number): Account =>
  creditLimit === 0 ? account : { ...account, creditLimit };

/** What usage left of a debt is paid last: a purchase whose payment was taken back is paid again the sooner. */
const owing = ({ usageDebt: before = 0, ...account }: Account, debt: number, more: number): Account => {
  const usageDebt = Math.min(debt, before + more);
  return usageDebt === 0 ? account : { ...account, usageDebt };
};

/** An extension puts back what it took out: nothing new came in. */
const bringsIn = ({ type, kind }: NonNullable<Move['entry']>): boolean =>
  type === 'in' && kind !== 'expiry_extension';
