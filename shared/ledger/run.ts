import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Guarded, Removal } from '../table/guarded.ts';
import type { Entry } from '../table/items/entry.ts';
import { accountKey, type Key } from '../table/keys.ts';
import { readLinked, type Read } from '../table/read.ts';
import { withUnknownFields } from '../table/unknown-fields.ts';
import { accountFrom, balanceAt, timeOf, type AccountBalance } from './account.ts';
import type { Command, CommandOf, Refusal, RefusalOf } from './command.ts';
import type { Ledger } from './ledger.ts';
import { newSalt } from './entry-hash.ts';
import { AccountMergedError } from './account-merged-error.ts';
import { heirKeys } from './merged.ts';
import { asMerged, passOn } from './pass-on.ts';
import { plan, type Posting } from './plan.ts';
import { postingWrites } from './posting.ts';
import { lotsSought, readAbsorbed } from './read-absorbed.ts';
import { backOff } from './retry.ts';
import { transact } from './transact.ts';

/** What to answer, and the operation's own writes. */
export type Conclusion<Outcome> = { outcome: Outcome; writes?: readonly (Guarded | Removal)[] };

/** What an operation does after it has read: which credits move, and what is written in the same transaction. */
export type Decision<Outcome, Type extends Command['type']> = {
  /** Whose credits move. The account's key is among those that the operation reads. */
  account: AccountRef;
  /** One transaction takes 100 items: the account, an entry for each command and one for an expiry, and the writes. */
  commands: readonly CommandOf<Type>[];
  /** What moves on another account in the same transaction, its key among those that are read, too. */
  onward?: {
    account: AccountRef;
    commands: (posted: Posted) => readonly CommandOf<Type>[];
    /** Whether it is the account of who asks: what a dry run shows. */
    isAsking?: true;
    passesOn?: true;
  };
  /** Whether it may come late, for an account that has merged: then its credits come from the other one, or go there. */
  passesOn?: true;
  /** The account that the first one becomes one with. Its key is among those that are read, too. */
  mergesInto?: AccountRef;
  /** Called again, on other postings, after each lost race. @param onward the entries of the other account */
  conclude: (posted: Posted, onward: Posted) => Conclusion<Outcome>;
};

/** The entry of each command, in their order; undefined where a command makes none. */
type Posted = readonly (Entry | undefined)[];

/** The same of an operation that moves no credits. */
export type RecordDecision<Outcome> = { account?: undefined; conclude: () => Conclusion<Outcome> };

export type AnyDecision<Outcome, Type extends Command['type']> =
  | Decision<Outcome, Type>
  | RecordDecision<Outcome>;

/**
 * Something that is done once, whatever is repeated, lost or done by others at the same time. All of it is pure.
 * `Type` names the commands that it may decide on, and so what the ledger may refuse.
 */
export type Operation<Outcome, Refused, Type extends Command['type'] = never> = {
  /** What it needs to read. */
  keys: readonly Key[];
  /**
   * What the items that were read lead to. Asked again, with what was read, until it names nothing new.
   * @param isFirstLook whether nothing was tried yet: then what the guards of the writes would notice may be left out
   */
  linked?: (read: Read, isFirstLook: boolean) => readonly Key[];
  /** What an earlier run of the same operation came to; undefined where there was none. */
  earlier?: (read: Read) => Result<Outcome, Refused> | undefined;
  /** @param now milliseconds since the epoch */
  decide: (read: Read, now: number) => Result<AnyDecision<Outcome, Type>, Refused>;
};

/** No turn was to be had before the deadline. The caller may try again. */
export type Busy = { code: 'busy' };

export type Done<Outcome> = {
  outcome: Outcome;
  /** Whether an earlier run did it, and this one nothing. */
  replayed: boolean;
  /** Only of a dry run: what would have been written. */
  preview?: Preview;
};

/** What an account would come to, and the entries that it would get. */
export type Preview = AccountBalance & { entries: readonly Entry[] };

/**
 * Runs an operation: reads, looks for an earlier outcome, decides, plans, and writes everything in one transaction. The
 * only place where credits move, and the only loop: it goes on until one deadline (`ledger.deadline`, milliseconds).
 *
 * - Another write came first: waits, reads and decides again. What the cancelled transaction could return of the account
 *   is old after the wait, and a try that fails costs as many write units as one that does not.
 * - An answer that was lost: the same. Had it been written, the next read finds the outcome.
 * - A dry run (`ledger.dryRun`): reads, decides and plans the same, and ends there.
 * - A refusal: looks once more for an earlier outcome. A BatchGet reads each item at a moment of its own, so that the
 *   account may show the movement whose record it does not show yet.
 */
export function run<Outcome, Refused, Type extends Command['type'] = never>(
  ledger: Ledger,
  operation: Operation<Outcome, Refused, Type>,
): Promise<Result<Done<Outcome>, Refused | RefusalOf<Type> | Busy>>;
export async function run<Outcome, Refused>(
  ledger: Ledger,
  operation: Operation<Outcome, Refused, Command['type']>,
): Promise<Result<Done<Outcome>, Refused | Refusal | Busy>> {
  const start = performance.now();
  // A dry run has no guards that would notice what was not read.
  let read = await readFor(ledger, operation, !ledger.dryRun);
  let isSecondLook = operation.earlier === undefined;
  let begin = start;
  for (let attempt = 0; ; attempt += 1) {
    const earlier = operation.earlier?.(read);
    if (earlier) return earlier.ok ? ok({ outcome: earlier.value, replayed: true }) : earlier;
    const planned = await planFor(ledger, operation, read);
    if (!planned.ok) {
      if (isSecondLook) return planned;
      isSecondLook = true;
      read = await readFor(ledger, operation, false);
      continue;
    }

    const { outcome, own, posting, preview } = planned.value;
    if (ledger.dryRun) return ok({ outcome, replayed: false, ...(preview && { preview }) });
    const writes = [...own, ...posting].map((write) => keepingUnknown(write, read));
    const written = await transact(ledger.table, writes);
    if (written) return ok({ outcome, replayed: false });
    const lost = performance.now();
    if (!(await backOff(attempt, lost - begin, start + ledger.deadline - lost))) return err({ code: 'busy' });
    begin = performance.now();
    isSecondLook = operation.earlier === undefined;
    read = await readFor(ledger, operation, false);
  }
}

/** A write with what its item has beyond our schema. Whatever knows an item's version has read it. */
const keepingUnknown = (write: Guarded | Removal, read: Read): Guarded | Removal => {
  if ('remove' in write || write.version === 0) return write;
  const stored = read(write.key);
  if (!stored) throw new TypeError(`${write.key.pk} ${write.key.sk} is written, but was not read`);
  return withUnknownFields(write, stored);
};

type Transaction<Outcome> = {
  outcome: Outcome;
  own: readonly (Guarded | Removal)[];
  posting: readonly Guarded[];
  preview?: Preview;
};

const planFor = async <Outcome, Refused>(
  ledger: Ledger,
  { decide }: Operation<Outcome, Refused, Command['type']>,
  read: Read,
): Promise<Result<Transaction<Outcome>, Refused | Refusal>> => {
  const now = ledger.now();
  const decided = decide(read, now);
  if (!decided.ok) return decided;
  if (!decided.value.account) {
    const { outcome, writes: own = [] } = decided.value.conclude();
    return ok({ outcome, own, posting: [] });
  }
  const { account, commands, onward, conclude, ...where } = decided.value;
  const first = await planOn(ledger, { account, ...where }, commands, read, now);
  if (!first.ok) return first;
  const { posted, writes } = first.value;
  const second = onward && (await planOn(ledger, onward, onward.commands(posted), read, now));
  if (second && !second.ok) return second;
  const { outcome, writes: own = [] } = conclude(posted, second?.value.posted ?? []);
  const { account: after, entries } = onward?.isAsking && second ? second.value : first.value;
  return ok({
    outcome,
    own,
    posting: [...writes, ...(second?.value.writes ?? [])],
    ...(ledger.dryRun && { preview: { ...balanceAt(after, now), entries } }),
  });
};

/** Whose credits move, and what becomes of them if the account has merged, or merges. */
type Where = Pick<Decision<unknown, Command['type']>, 'account' | 'passesOn' | 'mergesInto'>;

/** Who has the credits after commands, the entries of each, and all writes. */
type Planned = Pick<Posting, 'account' | 'entries' | 'posted'> & { writes: readonly Guarded[] };

/** The posting of commands on one account as it was read, and its writes. */
const planOn = async (
  { table }: Ledger,
  { account: ref, passesOn, mergesInto }: Where,
  commands: readonly Command[],
  read: Read,
  now: number,
): Promise<Result<Planned, Refusal>> => {
  const before = accountFrom(ref, read(accountKey(ref)));
  const { mergedInto } = before;
  if (mergedInto !== undefined && !passesOn) throw new AccountMergedError({ ...before, mergedInto });
  const into = mergedInto === undefined ? mergesInto : { agency: ref.agency, account: mergedInto };
  if (into) {
    const heir = accountFrom(into, read(accountKey(into)));
    const passed = await passOn(table, before, heir, commands, now);
    if (!passed.ok) return passed;
    const after = mergedInto === undefined ? asMerged(passed.value, now) : passed.value;
    const writes = [...postingWrites(before, after.old), ...postingWrites(heir, after.heir)];
    return ok({ ...after.heir, posted: after.old.posted, writes });
  }
  // The account's guard covers these too: they are written with the account only.
  const merges = await readAbsorbed(table, before, lotsSought(before, commands, timeOf(before, now)));
  const posting = plan(before, commands, now, newSalt(), merges);
  return posting.ok ? ok({ ...posting.value, writes: postingWrites(before, posting.value) }) : posting;
};

const readFor = (
  { table }: Ledger,
  { keys, linked }: Pick<Operation<unknown, unknown>, 'keys' | 'linked'>,
  isFirstLook: boolean,
): Promise<Read> => {
  const seen = new Map(keys.map((key) => [JSON.stringify(key), key]));
  return readLinked(table, keys, (read) => {
    const more = linked?.(read, isFirstLook) ?? [];
    for (const key of more) seen.set(JSON.stringify(key), key);
    return [...more, ...heirKeys(read, seen.values())];
  });
};
