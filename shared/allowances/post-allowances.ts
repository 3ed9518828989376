import { zoneIn } from '../agency/settings.ts';
import type { Day } from '../kernel/days.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, timeOf } from '../ledger/account.ts';
import type { CommandOf, RefusalOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type AnyDecision, type Busy } from '../ledger/run.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Entry } from '../table/items/entry.ts';
import {
  allowancePostingItem,
  type Allowance,
  type AllowanceMembership,
  type AllowanceTerms,
} from '../table/items/allowance.ts';
import { accountAllowancesKey, accountKey, allowancePostingKey, settingsKey } from '../table/keys.ts';
import { readTogether, type Read } from '../table/read.ts';
import {
  allowanceFor,
  allowanceKeysOf,
  allowancesOf,
  membershipWrites,
  unlistedWrites,
} from './membership.ts';
import { beginOf, dayOf, periodFrom, referenceOf } from './periods.ts';
import { isOver, portionsOf, termsAt, type Portion } from './terms.ts';

/** A period of an allowance that has begun, and the credits of it that have not expired. */
type DuePeriod = { id: string; on: Day; terms: AllowanceTerms; portions: readonly Portion[] };

/**
 * What was posted to an account, the periods whose credits would have expired already, and those that the account can't take
 * as it is.
 */
export type PostedAllowances = {
  posted: { id: string; on: Day; credits: number }[];
  expired: { id: string; on: Day }[];
  refused: { id: string; on: Day; code: RefusalOf<'credit'>['code'] }[];
};

/** Of the 100 items of a transaction, each period takes its entry, its record, and up to 8 lots that merge. */
const MAX_PERIODS = 6;

/** One transaction's worth of it, and whether that was all. */
type Some = Pick<PostedAllowances, 'posted' | 'expired'> & { isAll: boolean };

/** Whose allowances are posted: all together, or one alone, a period at a time. */
type Whose = AccountRef & { alone?: string };

/**
 * Posts all periods of an account's allowances that have begun, each once, whoever else does so at the same time. Of a
 * period that was missed it posts the credits that have not expired; without any, it passes the period over. What the account
 * can't take stays due, and holds up no other allowance.
 */
export const postAllowances = async (
  ledger: Ledger,
  ref: AccountRef,
): Promise<Result<PostedAllowances, Busy>> => {
  const all: PostedAllowances = { posted: [], expired: [], refused: [] };
  const together = await postAll(ledger, ref, all);
  if (together.ok) return ok(all);
  if (together.error.code === 'busy') return err(together.error);
  const read = await readTogether(ledger.table, [accountAllowancesKey(ref)]);
  const begins = new Map(allowancesOf(read, ref).allowances.map(({ id, next }) => [id, next]));
  for (const [id, on] of begins) {
    const alone = await postAll(ledger, { ...ref, alone: id }, all);
    if (alone.ok) continue;
    if (alone.error.code === 'busy') return err(alone.error);
    all.refused.push({ id, on, code: alone.error.code });
  }
  return ok(all);
};

/** Posts what is due, and adds it to what was. What was posted before a refusal stays posted. */
const postAll = async (
  ledger: Ledger,
  whose: Whose,
  all: PostedAllowances,
): Promise<Result<undefined, RefusalOf<'credit'> | Busy>> => {
  for (;;) {
    const done = await run(ledger, {
      keys: [accountKey(whose), accountAllowancesKey(whose), settingsKey(whose.agency)],
      linked: (read, isFirstLook) => linked(whose, read, ledger.now(), isFirstLook),
      decide: (read, now): Result<AnyDecision<Some, 'credit'>, never> => ok(decide(whose, read, now)),
    });
    if (!done.ok) return done;
    const { posted, expired, isAll } = done.value.outcome;
    all.posted.push(...posted);
    all.expired.push(...expired);
    if (isAll || ledger.dryRun) return ok(undefined);
  }
};

/** The allowances, and, once a write of a period's record was in vain, these records. */
const linked = (ref: Whose, read: Read, now: number, isFirstLook: boolean) => {
  const own = allowanceKeysOf(read, ref);
  return isFirstLook ? own : [...own, ...judge(ref, read, now).due.map((period) => postingKey(ref, period))];
};

const postingKey = (ref: AccountRef, { id, on }: DuePeriod) => allowancePostingKey(ref, referenceOf(id, on));

const decide = (whose: Whose, read: Read, now: number): AnyDecision<Some, 'credit'> => {
  const { alone: _, ...ref } = whose;
  const own = allowancesOf(read, ref);
  const { due, expired, kept, ended, isAll } = judge(whose, read, now);
  // A deleted allowance that was made anew under its id has records of the former one.
  const unposted = due.filter((period) => read(postingKey(ref, period)) === undefined);
  const posted = unposted.map(({ id, on, portions }) => ({ id, on, credits: sum(portions) }));
  const outcome: Some = { posted, expired, isAll };
  if (own.version === 0) return { conclude: () => ({ outcome }) };
  const writes = [
    ...membershipWrites(read, own, kept, zoneIn(read, ref)),
    ...ended.flatMap((membership) => unlistedWrites(ref, membership)),
  ];
  if (unposted.length === 0) return { conclude: () => ({ outcome, writes }) };
  return {
    account: ref,
    commands: unposted.map(commandOf),
    conclude: (entries) => ({ outcome, writes: [...writes, ...recordsOf(ref, unposted, entries)] }),
  };
};

const sum = (portions: readonly Portion[]): number => portions.reduce((all, { amount }) => all + amount, 0);

/** What is due of an account's allowances, oldest period of each first, and what they are afterwards. */
type Judged = {
  due: DuePeriod[];
  expired: { id: string; on: Day }[];
  kept: AllowanceMembership[];
  /** Those that the account no longer gets. */
  ended: AllowanceMembership[];
  isAll: boolean;
};

const judge = ({ alone, ...ref }: Whose, read: Read, now: number): Judged => {
  const zone = zoneIn(read, ref);
  const at = timeOf(accountFrom(ref, read(accountKey(ref))), now);
  const judged: Judged = { due: [], expired: [], kept: [], ended: [], isAll: true };
  for (const membership of allowancesOf(read, ref).allowances) {
    const isMeant = alone === undefined || membership.id === alone;
    const allowance = isMeant && allowanceFor(read, ref, membership);
    // One of a deleted allowance goes as the others are written.
    const after = allowance
      ? advance(judged, membership, allowance, {
          zone,
          now: instant(now),
          at,
          most: alone === undefined ? MAX_PERIODS : 1,
        })
      : membership;
    if (after) judged.kept.push(after);
    else judged.ended.push(membership);
  }
  return judged;
};

/**
 * Takes the periods of an allowance that have begun.
 * @returns the membership afterwards; undefined where no period will follow
 */
const advance = (
  judged: Judged,
  membership: AllowanceMembership,
  allowance: Allowance,
  { zone, now, at, most }: { zone: string; now: Instant; at: Instant; most: number },
): AllowanceMembership | undefined => {
  const { id, since, until } = membership;
  for (let period = periodFrom(allowance, membership.next); ; period += 1) {
    const [on, begin] = [dayOf(allowance, period), beginOf(allowance, period, zone)];
    if (until !== undefined && begin >= until) return undefined;
    if (begin > now) return { ...membership, next: on };
    if (isOver(allowance, period, zone, since)) return undefined;
    if (judged.due.length === most) {
      judged.isAll = false;
      return { ...membership, next: on };
    }
    const all = portionsOf(allowance, period, zone, since);
    const portions = all.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > at);
    // Whoever left and came back may have the period of a run that is late from both.
    if (judged.due.some((known) => known.id === id && known.on === on)) continue;
    if (portions.length > 0) judged.due.push({ id, on, terms: termsAt(allowance, begin, since), portions });
    else if (all.length > 0) judged.expired.push({ id, on });
  }
};

const commandOf = ({ id, on, terms, portions }: DuePeriod): CommandOf<'credit'> => {
  const [first, later] = portions;
  return {
    type: 'credit',
    kind: 'allowance',
    reference: referenceOf(id, on),
    label: terms.name,
    amount: sum(portions),
    class: terms.class ?? 'promo',
    ...(terms.onlyFor && { onlyFor: terms.onlyFor }),
    ...(first?.expiresAt !== undefined && { expiresAt: first.expiresAt }),
    ...(later?.expiresAt !== undefined && {
      later: { amount: later.amount, expiresAt: later.expiresAt },
    }),
  };
};

const recordsOf = (
  ref: AccountRef,
  periods: readonly DuePeriod[],
  entries: readonly (Entry | undefined)[],
): Guarded[] =>
  periods.flatMap((period, place) => {
    const entry = entries[place];
    if (!entry) throw new TypeError('credits without an entry');
    const item = { allowance: period.id, on: period.on, entry: { number: entry.number, at: entry.at } };
    return {
      key: postingKey(ref, period),
      schema: allowancePostingItem,
      item,
      version: 0,
      uncorrelated: true as const,
    };
  });
