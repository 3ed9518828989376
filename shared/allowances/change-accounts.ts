import { auditLogEntry, type Actor } from '../agency/audit-log.ts';
import { settingsFrom, zoneIn } from '../agency/settings.ts';
import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { heirIn } from '../ledger/merged.ts';
import { run, type Busy, type RecordDecision } from '../ledger/run.ts';
import type { Allowance, AllowanceMembership } from '../table/items/allowance.ts';
import { accountAllowancesKey, accountKey, allowanceKey, profileKey, settingsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import {
  allowanceFor,
  allowanceKeysOf,
  allowancesOf,
  listedWrite,
  membershipWrites,
  nextBegin,
  unlistedWrites,
} from './membership.ts';
import { dayOf, periodAfter } from './periods.ts';

/** An account gets at most so many allowances. */
export const MAX_ALLOWANCES = 20;

/** How an account begins to get an allowance. */
export type Joining = {
  /** Whether the period that has begun already is posted as well. */
  firstPeriod: 'current' | 'next';
  /** Whether the account may be one that nobody used before. */
  create: boolean;
};

export type JoinRefusal = { code: 'not_found' | 'unknown_account' | 'account_merged' | 'allowance_limit' };

/**
 * Gives an account an allowance: it gets each period that begins from then on. Where it gets it already, nothing changes.
 * @returns whether it did not get it before
 */
export const addToAllowance = async (
  ledger: Ledger,
  who: Actor,
  ref: AccountRef,
  id: string,
  { firstPeriod, create }: Joining,
): Promise<Result<boolean, JoinRefusal | Busy>> => {
  const { agency, account } = ref;
  const done = await run(ledger, {
    keys: [
      allowanceKey(agency, id),
      accountAllowancesKey(ref),
      settingsKey(agency),
      accountKey(ref),
      profileKey(ref),
    ],
    linked: (read) => allowanceKeysOf(read, ref),
    decide: (read, now): Result<RecordDecision<boolean | 'again'>, JoinRefusal> => {
      const at = instant(now);
      const allowance = allowanceFor(read, ref, { id, since: at });
      if (!settingsFrom(read, agency) || !allowance) return err({ code: 'not_found' });
      if (heirIn(read, ref).account !== account) return err({ code: 'account_merged' });
      const isKnown = [accountKey(ref), profileKey(ref)].some((key) => read(key) !== undefined);
      if (!create && !isKnown) return err({ code: 'unknown_account' });
      const own = allowancesOf(read, ref);
      const zone = zoneIn(read, ref);
      // What is listed is written once in a transaction: that of a deleted allowance goes before.
      if (own.allowances.some((one) => one.id === id && isLeftBehind(read, ref, one))) {
        const writes = membershipWrites(read, own, own.allowances, zone);
        return ok({ conclude: () => ({ outcome: 'again', writes }) });
      }
      const active = own.allowances.filter(
        (membership) => membership.until === undefined && allowanceFor(read, ref, membership),
      );
      if (active.some((membership) => membership.id === id))
        return ok({ conclude: () => ({ outcome: false }) });
      if (active.length >= MAX_ALLOWANCES) return err({ code: 'allowance_limit' });
      const next = firstDay(allowance, firstPeriod, at, zone);
      const writes = [
        ...membershipWrites(read, own, [...own.allowances, { id, since: at, next }], zone),
        listedWrite(ref, { id, since: at }),
        auditLogEntry(
          who,
          { kind: 'allowance_account', id, before: undefined, after: { account, firstPeriod: next } },
          now,
        ),
      ];
      return ok({ conclude: () => ({ outcome: true, writes }) });
    },
  });
  if (!done.ok) return done;
  const { outcome } = done.value;
  return outcome === 'again'
    ? await addToAllowance(ledger, who, ref, id, { firstPeriod, create })
    : ok(outcome);
};

/** Whether the account is still listed with an allowance that was deleted. */
const isLeftBehind = (read: Read, ref: AccountRef, membership: AllowanceMembership): boolean =>
  membership.until === undefined && !allowanceFor(read, ref, membership);

const firstDay = (
  allowance: Allowance,
  firstPeriod: Joining['firstPeriod'],
  at: Instant,
  zone: string,
): string => {
  const next = periodAfter(allowance, at, zone);
  return dayOf(allowance, firstPeriod === 'current' ? Math.max(0, next - 1) : next);
};

/** What became of an account that was to get an allowance. */
export type Joined = {
  account: AccountId;
  outcome: 'added' | 'already_there' | 'unknown_account' | 'account_merged' | 'allowance_limit' | 'busy';
};

/** Accounts at one time. */
const MAX_PARALLEL = 10;

/** Gives accounts an allowance, each in a transaction of its own. */
export const addAccounts = async (
  ledger: Ledger,
  who: Actor,
  id: string,
  accounts: readonly AccountId[],
  joining: Joining,
): Promise<Result<Joined[], { code: 'not_found' }>> => {
  const waiting = [...accounts.entries()];
  const joined: Joined[] = [];
  /** @returns whether there is such an allowance */
  const work = async (): Promise<boolean> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, account] = next;
      const done = await addToAllowance(ledger, who, { agency: who.agency, account }, id, joining);
      if (done.ok) joined[place] = { account, outcome: done.value ? 'added' : 'already_there' };
      else if (done.error.code === 'not_found') return false;
      else joined[place] = { account, outcome: done.error.code };
    }
    return true;
  };
  const all = await Promise.all(Array.from({ length: MAX_PARALLEL }, work));
  return all.every((isThere) => isThere) ? ok(joined) : err({ code: 'not_found' });
};

/** Ends an account's allowance: it still gets the periods that have begun, and keeps what it got. */
export const removeFromAllowance = async (
  ledger: Ledger,
  who: Actor,
  ref: AccountRef,
  id: string,
): Promise<Result<undefined, { code: 'not_found' } | Busy>> => {
  const { account } = ref;
  const done = await run(ledger, {
    keys: [accountAllowancesKey(ref), settingsKey(ref.agency)],
    linked: (read) => allowanceKeysOf(read, ref),
    decide: (read, now): Result<RecordDecision<undefined>, { code: 'not_found' }> => {
      const own = allowancesOf(read, ref);
      const membership = own.allowances.find((one) => one.id === id && one.until === undefined);
      const allowance = membership && allowanceFor(read, ref, membership);
      if (!allowance) return err({ code: 'not_found' });
      const zone = zoneIn(read, ref);
      const at = instant(now);
      const left = own.allowances.flatMap((one): AllowanceMembership[] => {
        if (one !== membership) return [one];
        return nextBegin(allowance, one, zone) < at ? [{ ...one, until: at }] : [];
      });
      const writes = [
        ...membershipWrites(read, own, left, zone),
        ...unlistedWrites(ref, membership),
        auditLogEntry(
          who,
          { kind: 'allowance_account', id, before: { account, since: membership.since }, after: undefined },
          now,
        ),
      ];
      return ok({ conclude: () => ({ outcome: undefined, writes }) });
    },
  });
  return done.ok ? ok(undefined) : done;
};

/** Ends all allowances of an account at once, for its erasure. Periods that have begun and are not posted are left out. */
export const leaveAllAllowances = async (
  ledger: Ledger,
  ref: AccountRef,
): Promise<Result<undefined, Busy>> => {
  const done = await run(ledger, {
    keys: [accountAllowancesKey(ref)],
    decide: (read): Result<RecordDecision<undefined>, never> => {
      const own = allowancesOf(read, ref);
      const writes = [
        ...membershipWrites(read, own, [], ''),
        ...own.allowances.flatMap((membership) => unlistedWrites(ref, membership)),
      ];
      return ok({ conclude: () => ({ outcome: undefined, ...(own.allowances.length > 0 && { writes }) }) });
    },
  });
  return done.ok ? ok(undefined) : done;
};
