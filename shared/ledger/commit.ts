import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { AccountRef } from '../kernel/ids.ts';
import { isRetryable } from '../kernel/retryable.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountKey, accountNameKey, entryKey, expiryListKey } from '../table/keys.ts';
import type { Account } from '../table/items/account.ts';
import { guardedWrite, type Guarded, type Removal } from '../table/guarded.ts';
import { accountFrom } from './account.ts';
import type { Command, Refusal } from './command.ts';
import type { Ledger } from './ledger.ts';
import { plan, type Posting } from './plan.ts';
import { pause } from './pause.ts';

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
  { account, entries }: Posting,
  own: readonly Guarded[],
): Promise<Written | { code: 'account_moved'; account: Account }> => {
  const moved = entries.length > 0;
  const outcome = await writeTogether(ledger, [
    // The operation's own come first, so that their places in the list are also their places in the answer.
    ...own,
    ...(moved ? [accountWrite(account, before.version)] : []),
    ...entries.map((entry) => ({ key: entryKey(account, entry), item: entry, version: 0 })),
    // An account is entered into its agency's list with its first movement: it says nothing but that it exists.
    ...(moved && before.version === 0 ? [nameOf(account)] : []),
  ]);
  if (outcome.code !== 'conflict' || outcome.write < own.length) return outcome;
  // Only the account's own item says where to plan on; an entry in the way means that the account has moved as well.
  return outcome.write === own.length
    ? { code: 'account_moved', account: accountFrom(before, outcome.item) }
    : { code: 'try_again' };
};

const accountWrite = (account: Account, version: number): Guarded => ({
  key: accountKey(account),
  list: expiryListKey(account, account.lots[0]?.expiresAt),
  item: account,
  version,
});

const nameOf = ({ agency, account }: AccountRef): Guarded => ({
  key: accountNameKey({ agency, account }),
  item: { agency, account },
  version: 0,
});

/**
 * Writes all of these or none, each only if it is still as it was read. Alone, it is for records that stand together
 * and move no credits. Had a write been done whose answer was lost, the guards of the next try say so.
 */
export const writeTogether = async (
  { table }: Ledger,
  writes: readonly (Guarded | Removal)[],
): Promise<Written> => {
  if (writes.length === 0) return { code: 'written' };
  try {
    const TransactItems = writes.map((one) => guardedWrite(table, one));
    await table.client.send(new TransactWriteCommand({ TransactItems }));
    return { code: 'written' };
  } catch (error) {
    if (error instanceof TransactionCanceledException) return cancelled(error);
    if (isRetryable(error)) return { code: 'try_again' };
    throw error;
  }
};

const cancelled = (error: TransactionCanceledException): Written => {
  const reasons = error.CancellationReasons ?? [];
  const lost = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  if (lost === -1) {
    if (reasons.every((reason) => reason.Code === 'None' || isRetryable({ name: reason.Code })))
      return { code: 'try_again' };
    throw error;
  }
  return { code: 'conflict', write: lost, item: reasons[lost]?.Item && unmarshall(reasons[lost].Item) };
};
