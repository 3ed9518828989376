import { zoneIn } from '../agency/settings.ts';
import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { accountFrom, timeOf } from '../ledger/account.ts';
import type { Command } from '../ledger/command.ts';
import type { Decision } from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import { idIndexAt } from '../table/id-index.ts';
import { spenderItem, type Spender } from '../table/items/spender.ts';
import { accountKey, settingsKey, spenderIndexKey, spenderKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { usedOf, type Used } from './budget.ts';

/** @returns undefined where there is none, or no more */
export const spenderFrom = (read: Read, ref: AccountRef, id: string): Spender | undefined => {
  const spender = decode(spenderItem, read(spenderKey(ref, id)));
  return spender?.removedAt === undefined ? spender : undefined;
};

export const spenderWrite = (spender: Spender): Guarded => ({
  key: spenderKey(spender, spender.id),
  schema: spenderItem,
  item: spender,
  version: spender.version,
  // A budget adds no more than 1 KB to a transaction, and the entry has it.
  uncorrelated: true,
});

/** The ids of an account's spenders, oldest first, as they are and as they are written. */
export const spenderIndex = (read: Read, ref: AccountRef) => idIndexAt(spenderIndexKey(ref), read, ref);

/**
 * Whose credits are spent, and under whose budget: undefined for the owner's own, which have none.
 * @property approved whether the owner lets this one spend go beyond it, by the approval that it waits for
 */
export type Payer = AccountRef & { spender: string | undefined; approved?: true | undefined };

/** A spender, and what it has used of its limits now. */
export type SpenderNow = Spender & { used: Used };

/** The same of a new one. */
export const asMade = (spender: Spender): SpenderNow => {
  const { day, month } = spender;
  return { ...spender, used: { day, month, held: 0 } };
};

/** What must be read beside a spender to say what it has used. */
export const usedKeys = (ref: AccountRef): Key[] => [accountKey(ref), settingsKey(ref.agency)];

/** @param now milliseconds since the epoch */
export const spenderNow = (spender: Spender, read: Read, now: number): SpenderNow => {
  const account = accountFrom(spender, read(accountKey(spender)));
  return { ...spender, used: usedOf(spender, account, zoneIn(read, spender), timeOf(account, now)) };
};

/** What must be read of a spender beside the account. */
export const budgetKeys = (ref: AccountRef, spender: string | undefined): Key[] =>
  spender === undefined ? [] : [spenderKey(ref, spender), settingsKey(ref.agency)];

/** A spender with what it has used, at the time of the account. @param now milliseconds since the epoch */
export const budgetIn = (
  read: Read,
  ref: AccountRef,
  id: string,
  now: number,
): { spender: Spender; used: Used; at: Instant } | undefined => {
  const spender = spenderFrom(read, ref, id);
  if (!spender) return undefined;
  const account = accountFrom(ref, read(accountKey(ref)));
  const at = timeOf(account, now);
  return { spender, used: usedOf(spender, account, zoneIn(read, ref), at), at };
};

export const creditsOf = (commands: readonly { amount: number }[]): number =>
  commands.reduce((sum, { amount }) => sum + amount, 0);

/** The decision, which also writes the spender. */
export const writing = <Outcome, Type extends Command['type']>(
  decision: Decision<Outcome, Type>,
  spender: Spender,
): Decision<Outcome, Type> => ({
  ...decision,
  conclude: (...posted) => {
    const { outcome, writes = [] } = decision.conclude(...posted);
    return { outcome, writes: [...writes, spenderWrite(spender)] };
  },
});
