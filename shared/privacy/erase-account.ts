import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { settingsFrom } from '../agency/settings.ts';
import { allowancesOf } from '../allowances/membership.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/durations.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, balanceAt } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heirIn, mergedIntoIn } from '../ledger/merged.ts';
import { run, type Busy, type Done, type RecordDecision } from '../ledger/run.ts';
import { finishMerge } from '../merges/merge-accounts.ts';
import { allIdsInSlots } from '../store/slots.ts';
import { putGuarded, type Guarded } from '../table/guarded.ts';
import {
  erasureItem,
  erasureStep,
  type Erasure,
  type ErasureStep,
  type OpenMatter,
} from '../table/items/erasure.ts';
import { mergeItem } from '../table/items/merge.ts';
import {
  accountAllowancesKey,
  accountKey,
  erasureKey,
  erasureListKey,
  mergeKey,
  profileKey,
  settingsKey,
  slotsKey,
} from '../table/keys.ts';
import { readOne, readTogether, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { type ErasureParts, steps } from './erase-steps.ts';
import { newestRecordAt } from './newest-record.ts';
import { mattersOf, type Matters } from './open-matters.ts';

export type ErasureRefusal =
  | { code: 'not_found' }
  | { code: 'account_not_settled'; reasons: OpenMatter[] }
  | { code: 'retention_not_over'; possibleFrom: Instant };

/**
 * Erases the personal data of an account and of those that merged into it: profile, texts, links and files. Entries stay, with
 * their amounts and hashes. What is open in any of them stands in the way. Asked again, it goes on where it stopped; where everything is erased, it does nothing.
 * @param timeLeft milliseconds until it has to stop, to be continued by the sweeper or the next request
 */
export const eraseAccount = async (
  parts: ErasureParts,
  who: Actor,
  account: AccountId,
  timeLeft: () => number,
): Promise<Result<Erasure, ErasureRefusal | Busy>> => {
  const { ledger } = parts;
  const ref = { agency: who.agency, account };
  const read = await readTogether(ledger.table, [accountKey(ref)]);
  const olds = mergedIntoIn(read, ref);
  const whole = await finishMerges(ledger, heirIn(read, ref).account === account ? olds : [ref]);
  if (!whole.ok) return whole;
  const merged = await Promise.all(
    olds.map(async (old) => ({
      old,
      matters: await recordsOf(ledger, old),
    })),
  );
  const own = await recordsOf(ledger, ref);
  const open = [...new Set([own, ...merged.map(({ matters }) => matters)].flatMap((one) => one.open))];
  const begun = await begin(ledger, who, ref, { ...own, open });
  if (!begun.ok) return begun;
  // All have begun before one goes on, so that the sweeper finds each.
  const erasures: Erasure[] = [];
  for (const { old, matters } of merged) {
    const one = await begin(ledger, who, old, matters);
    if (one.ok) erasures.push(one.value.outcome);
    // One that never had a movement or a profile.
    else if (one.error.code !== 'not_found') return one;
  }
  for (const old of erasures) {
    const gone = await continueErasure(parts, old, timeLeft);
    if (!gone.ok) return gone;
  }
  return await continueErasure(parts, begun.value.outcome, timeLeft);
};

/** What a merge that was cut off has left in an account moves before either of the two is erased: it would be lost, or come too late. */
const finishMerges = async (
  ledger: Ledger,
  refs: readonly AccountRef[],
): Promise<Result<undefined, Busy>> => {
  const keys = refs.map(mergeKey);
  const read = await readTogether(ledger.table, keys);
  for (const key of keys) {
    const merge = decode(mergeItem, read(key));
    const finished = merge ? await finishMerge(ledger, merge) : ok(undefined);
    if (!finished.ok) return finished;
  }
  return ok(undefined);
};

const recordsOf = async (ledger: Ledger, ref: AccountRef): Promise<Matters> => {
  const [{ open, newest }, other] = await Promise.all([mattersOf(ledger, ref), newestRecordAt(ledger, ref)]);
  return { open, newest: newest > other ? newest : other };
};

const begin = async (
  ledger: Ledger,
  who: Actor,
  ref: AccountRef,
  matters: Matters,
): Promise<Result<Done<Erasure>, ErasureRefusal | Busy>> => {
  const key = erasureKey(ref);
  const removed = [profileKey(ref), slotsKey(ref, 'sessions'), accountAllowancesKey(ref)];
  return await run(ledger, {
    keys: [key, settingsKey(ref.agency), accountKey(ref), ...removed],
    decide: (read, now): Result<RecordDecision<Erasure>, ErasureRefusal> => {
      const before = decode(erasureItem, read(key));
      if (before && (before.next || !hasNewData(read, before, matters)))
        return ok({ conclude: () => ({ outcome: before }) });
      const settings = settingsFrom(read, ref.agency);
      const isKnown = read(accountKey(ref)) !== undefined || hasRemovable(read, ref) || matters.newest !== '';
      if (!settings || !isKnown) return err({ code: 'not_found' });
      const { retentionDays = 0 } = settings;
      const refusal = whyNotErase(read, ref, matters, { retentionDays, now });
      if (refusal) return err(refusal);
      const erasure: Erasure = {
        ...ref,
        version: before?.version ?? 0,
        requestedAt: instant(now),
        requestedBy: who.actor,
        retentionDays,
        entries: accountFrom(ref, read(accountKey(ref))).entries,
        next: { step: 'sessions' },
      };
      const outcome = { ...erasure, version: erasure.version + 1 };
      return ok({ conclude: () => ({ outcome, writes: [erasureWrite(erasure)] }) });
    },
  });
};

export const erasureOf = ({ ledger: { table } }: Pick<ErasureParts, 'ledger'>, ref: AccountRef) =>
  readOne(table, erasureKey(ref), erasureItem);

const hasNewData = (read: Read, { entries, requestedAt, ...ref }: Erasure, { newest }: Matters): boolean =>
  hasRemovable(read, ref) ||
  accountFrom(ref, read(accountKey(ref))).entries > entries ||
  newest > requestedAt;

/** Whether an account has anything of what an erasure leaves nothing of. */
const hasRemovable = (read: Read, ref: AccountRef): boolean =>
  read(profileKey(ref)) !== undefined ||
  allIdsInSlots(read, ref, 'sessions').length > 0 ||
  allowancesOf(read, ref).allowances.length > 0;

const whyNotErase = (
  read: Read,
  ref: AccountRef,
  { open }: Matters,
  { retentionDays, now }: { retentionDays: number; now: number },
): ErasureRefusal | undefined => {
  const account = accountFrom(ref, read(accountKey(ref)));
  const { available, debt } = balanceAt(account, now);
  const reasons: OpenMatter[] = [
    ...(available > 0 ? ['credits' as const] : []),
    ...(debt > 0 ? ['debt' as const] : []),
    ...open,
  ];
  if (reasons.length > 0) return { code: 'account_not_settled', reasons };
  if (account.lastEntryAt === undefined || retentionDays === 0) return undefined;
  const end = Date.parse(account.lastEntryAt) + retentionDays * DAY_MS;
  return end > now ? { code: 'retention_not_over', possibleFrom: instant(end) } : undefined;
};

/**
 * Goes on with an erasure, a page at a time, until it is done or out of time. After each page the record says where to
 * go on, so that an end in between repeats one page at most, and finds it erased.
 */
export const continueErasure = async (
  parts: ErasureParts,
  erasure: Erasure,
  timeLeft: () => number,
): Promise<Result<Erasure, Busy>> => {
  let current = erasure;
  for (let next = current.next; next && timeLeft() > 0; next = current.next) {
    const page = await steps[next.step](parts, current, next.cursor);
    if (!page.ok) return page;
    const step = page.value === null ? stepAfter(next.step) : next.step;
    if (step === undefined) return await completed(parts, current);
    const { next: _, ...rest } = current;
    const cursor = page.value;
    const after: Erasure = { ...rest, next: { step, ...(cursor !== null && { cursor }) } };
    // Somebody else goes on with it.
    if (!(await putGuarded(parts.ledger.table, erasureWrite(after)))) return err({ code: 'busy' });
    current = { ...after, version: after.version + 1 };
  }
  return ok(current);
};

const stepAfter = (step: ErasureStep): ErasureStep | undefined =>
  erasureStep.options[erasureStep.options.indexOf(step) + 1];

/** With the audit log entry, which says nothing of what was erased. */
const completed = async (
  { ledger }: ErasureParts,
  { agency, account, requestedBy: actor }: Erasure,
): Promise<Result<Erasure, Busy>> => {
  const key = erasureKey({ agency, account });
  const done = await run(ledger, {
    keys: [key],
    decide: (read, now): Result<RecordDecision<Erasure>, Busy> => {
      const before = decode(erasureItem, read(key));
      if (!before) return err({ code: 'busy' });
      // After an answer that was lost.
      if (!before.next) return ok({ conclude: () => ({ outcome: before }) });
      const { next: _, ...rest } = before;
      const after: Erasure = { ...rest, completedAt: instant(now) };
      const { requestedAt, retentionDays } = after;
      const logged = { account, requestedAt, retentionDays };
      const change = { kind: 'erasure', id: account, before: undefined, after: logged } as const;
      const writes = [erasureWrite(after), auditLogEntry({ agency, actor }, change, now)];
      return ok({ conclude: () => ({ outcome: { ...after, version: after.version + 1 }, writes }) });
    },
  });
  return done.ok ? ok(done.value.outcome) : done;
};

/** The write of an erasure as it was read and changed. Only what is not done yet is in a list. */
const erasureWrite = (erasure: Erasure): Guarded => ({
  key: erasureKey(erasure),
  list: erasure.next && erasureListKey(erasure),
  schema: erasureItem,
  item: erasure,
  version: erasure.version,
});
