import { endAccountSessions } from '../access/end-sessions.ts';
import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { allowancesOf } from '../allowances/membership.ts';
import { postAllowances } from '../allowances/post-allowances.ts';
import type { InvalidBody } from '../agency/read-only.ts';
import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, balanceAt } from '../ledger/account.ts';
import type { RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  run,
  type Busy,
  type Decision,
  type Done,
  type Operation,
  type RecordDecision,
} from '../ledger/run.ts';
import { spenderIndex } from '../spenders/spender.ts';
import { slotsAsTheyAre } from '../store/slots.ts';
import { removal, type Guarded } from '../table/guarded.ts';
import { accountAllowancesItem } from '../table/items/allowance.ts';
import { erasureItem } from '../table/items/erasure.ts';
import { mergeItem, type UnfinishedMerge } from '../table/items/merge.ts';
import type { MergeObstacle } from '../table/items/merge-obstacle.ts';
import {
  accountAllowancesKey,
  accountKey,
  allowancesDueListKey,
  erasureKey,
  mergeKey,
  mergeListKey,
  profileKey,
  settingsKey,
  slotsKey,
  spenderIndexKey,
  type Key,
} from '../table/keys.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { moveRecords } from './move-records.ts';
import { heldBy } from './obstacles.ts';

/** Which account has become part of which one. */
export type Merge = { account: AccountId; into: AccountId };

export type MergeRefusal =
  | InvalidBody
  | { code: 'not_found' | 'unknown_account' }
  | { code: 'account_merged'; into: AccountId }
  | { code: 'account_not_mergeable'; reasons: MergeObstacle[] };

type Merging = 'receive';

/** Accounts that one takes in: it keeps the names of all in its item. */
const MAX_MERGED = 10;

/**
 * Merges an account into another one of its agency, for good: credits and debt go there in one transaction with the mark that
 * makes the old account pass on whatever comes late. Then what it owns, what is open and its allowances move, and its sessions end. Cut off
 * there, the sweeper goes on with it. Asked again, it goes on where it stopped, and answers as the first time.
 */
export const mergeAccounts = async (
  ledger: Ledger,
  who: Actor,
  account: AccountId,
  into: AccountId,
): Promise<Result<Done<Merge>, MergeRefusal | RefusalOf<Merging> | Busy>> => {
  if (account === into) return err(intoItself);
  const ref = { agency: who.agency, account };
  const posted = ledger.dryRun ? ok(undefined) : await postWhatIsDue(ledger, ref);
  if (!posted.ok) return posted;
  const merged = await mergeUntil(ledger, who, ref, into, performance.now() + ledger.deadline);
  if (!merged.ok || ledger.dryRun) return merged;
  // Asked again after an end in between, it goes on with these.
  const finished = await finishMerge(ledger, { ...ref, into });
  return finished.ok ? merged : finished;
};

/** Moves what is left to move, ends the sessions, and then the note that the sweeper finds a merge by that was cut off. */
export const finishMerge = async (
  ledger: Ledger,
  { agency, account, into }: Pick<UnfinishedMerge, 'agency' | 'account' | 'into'>,
): Promise<Result<undefined, Busy>> => {
  const ref = { agency, account };
  const moved = await moveRecords(ledger, ref, { agency, account: into });
  if (!moved.ok) return moved;
  const ended = await endAccountSessions(ledger, ref);
  if (!ended.ok) return ended;
  const key = mergeKey(ref);
  const finished = await run(ledger, {
    keys: [key],
    decide: (read): Result<RecordDecision<undefined>, never> => {
      const note = decode(mergeItem, read(key));
      return ok({
        conclude: () => ({ outcome: undefined, writes: note ? [removal(key, note.version)] : [] }),
      });
    },
  });
  return finished.ok ? ok(undefined) : finished;
};

/** What periods of allowances have brought an account is its own, even if the other account has the same allowances. */
const postWhatIsDue = async (
  ledger: Ledger,
  ref: AccountRef,
): Promise<Result<undefined, RefusalOf<'credit'> | Busy>> => {
  const read = await readTogether(ledger.table, [accountKey(ref), accountAllowancesKey(ref)]);
  const isOver = accountFrom(ref, read(accountKey(ref))).mergedInto !== undefined;
  const { due } = allowancesOf(read, ref);
  if (isOver || due === undefined || due > instant(ledger.now())) return ok(undefined);
  const done = await postAllowances(ledger, ref);
  if (!done.ok) return done;
  const [refused] = done.value.refused;
  return refused ? err({ code: refused.code }) : ok(undefined);
};

/** @param end of the monotonic clock, in milliseconds: until then it looks again at an account that changed meanwhile */
const mergeUntil = async (
  ledger: Ledger,
  who: Actor,
  ref: AccountRef,
  into: AccountId,
  end: number,
): Promise<Result<Done<Merge>, MergeRefusal | RefusalOf<Merging> | Busy>> => {
  const read = await readTogether(ledger.table, [accountKey(ref), ...listKeys(ref)]);
  const { version } = accountFrom(ref, read(accountKey(ref)));
  const lists = listVersions(read, ref);
  const held = await heldBy(ledger, ref);
  const left = { ...ledger, deadline: end - performance.now() };
  const merged = await run(left, merging(who, ref, into, { version, lists, held }));
  if (merged.ok) return merged;
  const { error } = merged;
  if (error.code !== 'changed') return err(error);
  return performance.now() < end ? await mergeUntil(ledger, who, ref, into, end) : err({ code: 'busy' });
};

const intoItself: InvalidBody = {
  code: 'invalid_request',
  faults: [{ in: 'body', pointer: '/into', code: 'invalid_value', message: 'must be another account' }],
};

/** What an account had, as long as its version and those of its lists are still these. */
type Found = { version: number; lists: string; held: readonly MergeObstacle[] };

/** The account is not as it was when this was found. */
type Changed = { code: 'changed' };

const listKeys = (ref: AccountRef): Key[] => [
  spenderIndexKey(ref),
  accountAllowancesKey(ref),
  slotsKey(ref, 'requests'),
];

/**
 * The lists of what begins without the account's own item, unchanged: whoever adds to one at the same moment has read another
 * version of it, and reads again.
 */
const listWrites = (read: Read, ref: AccountRef): Guarded[] => {
  const index = spenderIndex(read, ref);
  const allowances = allowancesOf(read, ref);
  return [
    index.write(index.ids),
    {
      key: accountAllowancesKey(ref),
      // Still listed: should the merge be cut off before they move, the sweeper finds them.
      list: allowancesDueListKey(ref, allowances.due),
      schema: accountAllowancesItem,
      item: allowances,
      version: allowances.version,
      uncorrelated: true,
    },
    slotsAsTheyAre(read, ref, 'requests'),
  ];
};

const unfinished = (ref: AccountRef, into: AccountId): Guarded => ({
  key: mergeKey(ref),
  list: mergeListKey(ref),
  schema: mergeItem,
  item: { ...ref, into },
  version: 0,
});

const listVersions = (read: Read, ref: AccountRef): string =>
  listWrites(read, ref)
    .map(({ version }) => version)
    .join();

const merging = (
  who: Actor,
  ref: AccountRef,
  into: AccountId,
  found: Found,
): Operation<Merge, MergeRefusal | Changed, Merging> => {
  const other = { ...ref, account: into };
  const outcome = { account: ref.account, into };
  return {
    keys: [
      settingsKey(ref.agency),
      ...listKeys(ref),
      ...[ref, other].flatMap((one) => [accountKey(one), profileKey(one), erasureKey(one)]),
    ],
    earlier: (read) =>
      accountFrom(ref, read(accountKey(ref))).mergedInto === into ? ok(outcome) : undefined,
    decide: (read, now): Result<Decision<Merge, Merging>, MergeRefusal | Changed> => {
      if (!settingsFrom(read, ref.agency) || !isKnown(read, ref)) return err({ code: 'not_found' });
      if (!isKnown(read, other)) return err({ code: 'unknown_account' });
      const [old, heir] = [ref, other].map((one) => accountFrom(one, read(accountKey(one))));
      if (!old || !heir) throw new TypeError('two accounts are read');
      const led = old.mergedInto ?? heir.mergedInto;
      if (led !== undefined) return err({ code: 'account_merged', into: led });
      if (old.version !== found.version || listVersions(read, ref) !== found.lists)
        return err({ code: 'changed' });
      const { mergedFrom = [] } = heir;
      const reasons: MergeObstacle[] = [
        ...found.held,
        ...(spenderIndex(read, ref).ids.length > 0 ? ['spenders' as const] : []),
        ...(balanceAt(old, now).openHolds > 0 && found.held.length === 0 ? ['holds' as const] : []),
        ...([ref, other].some((one) => isErasing(read, one)) ? ['erasure' as const] : []),
        ...(old.mergedFrom ? ['merged_accounts' as const] : []),
        ...(mergedFrom.length >= MAX_MERGED ? ['merge_limit' as const] : []),
      ];
      if (reasons.length > 0) return err({ code: 'account_not_mergeable', reasons });
      return ok({
        account: ref,
        mergesInto: other,
        commands: [],
        conclude: () => {
          const before = { account: old.account, balance: old.balance, debt: old.debt };
          const change = { kind: 'merge', id: old.account, before, after: outcome } as const;
          const writes = [...listWrites(read, ref), unfinished(ref, into), auditLogEntry(who, change, now)];
          return { outcome, writes };
        },
      });
    },
  };
};

const isKnown = (read: Read, ref: AccountRef): boolean =>
  [accountKey(ref), profileKey(ref)].some((key) => read(key) !== undefined);

const isErasing = (read: Read, ref: AccountRef): boolean => {
  const erasure = decode(erasureItem, read(erasureKey(ref)));
  return (
    erasure !== undefined &&
    (erasure.next !== undefined || accountFrom(ref, read(accountKey(ref))).entries <= erasure.entries)
  );
};
