import { err, type Result, ok } from '../kernel/result.ts';
import type { Account } from '../table/items/account.ts';
import type { Guarded, Removal } from '../table/guarded.ts';
import { accountFrom } from './account.ts';
import type { Command, Refusal } from './command.ts';
import type { Ledger } from './ledger.ts';
import { plan, type Posting } from './plan.ts';
import { postingWrites } from './posting.ts';
import { pause } from './pause.ts';
import { transact } from './transact.ts';

/** A movement of credits together with what stands or falls with it. */
export type Movement<Value> = {
  /** As it was read, strongly consistent. */
  account: Account;
  /** A transaction takes 100 items: the account, an entry for each command and one for an expiry, and `writes`. */
  commands: readonly Command[];
  /**
   * What the movement means to the operation: the value to answer with, and its own writes, which must be true
   * exactly when the credits have moved. Called again, on another posting, after each lost race.
   */
  conclude: (posting: Posting) => { value: Value; writes: readonly Guarded[] };
};

export type CommitError =
  /** The ledger's rules forbid it. */
  | { code: 'refused'; refusal: Refusal }
  /** Another write came first to one of the operation's own items: which one, and how it lies there now. */
  | { code: 'conflict'; write: number; item: Record<string, unknown> | undefined }
  /** No turn was to be had before the deadline. */
  | { code: 'busy' };

/**
 * The one way in which credits move: account, entries and the operation's own writes in one transaction. A lost race
 * plans again on the account that the cancelled transaction returned. A write whose answer was lost is tried again:
 * had it been done, its own guards say so.
 */
export const commit = async <Value>(
  ledger: Ledger,
  movement: Movement<Value>,
): Promise<Result<Value, CommitError>> => {
  const end = performance.now() + ledger.deadline;
  let { account } = movement;
  for (let attempt = 0; ; attempt += 1) {
    const planned = plan(account, movement.commands, ledger.now());
    if (!planned.ok) return err({ code: 'refused', refusal: planned.error });
    const { value, writes } = movement.conclude(planned.value);
    const outcome = await write(ledger, account, planned.value, writes);
    if (outcome.code === 'written') return ok(value);
    if (outcome.code === 'conflict') return err(outcome);
    if (outcome.code === 'account_moved') account = outcome.account;
    if (!(await pause(attempt, end - performance.now()))) return err({ code: 'busy' });
  }
};

/** What became of a transaction; `try_again` where DynamoDB can't say now. */
export type Written =
  | { code: 'written' }
  | { code: 'try_again' }
  | Extract<CommitError, { code: 'conflict' }>;

const write = async (
  ledger: Ledger,
  before: Account,
  posting: Posting,
  own: readonly Guarded[],
): Promise<Written | { code: 'account_moved'; account: Account }> => {
  // The operation's own come first, so that their places in the list are also their places in the answer.
  const outcome = await writeTogether(ledger, [...own, ...postingWrites(before, posting)]);
  if (outcome.code !== 'conflict' || outcome.write < own.length) return outcome;
  // Only the account's own item says where to plan on; an entry in the way means that the account has moved as well.
  return outcome.write === own.length
    ? { code: 'account_moved', account: accountFrom(before, outcome.item) }
    : { code: 'try_again' };
};

/** Writes all of these or none, each only if it is still as it was read. */
export const writeTogether = async (
  { table }: Ledger,
  writes: readonly (Guarded | Removal)[],
): Promise<Written> => {
  const written = await transact(table, writes);
  return written.code === 'unknown' ? { code: 'try_again' } : written;
};
