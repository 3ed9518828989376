import { instant } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/durations.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Account } from '../table/items/account.ts';
import type { AuditState } from '../table/items/audit-cursor.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import type { IsAtRest } from './audit-records.ts';
import { carriesThatDiffer } from './audit-carries.ts';
import { readUsage, type Claimed } from './read-usage.ts';

/** An account's entries of usage held against the records of what was charged (I11). */
export type UsageAudit = {
  /** Finds entries whose records are missing, or add up to something else. */
  take: (entries: readonly Entry[]) => Finding[];
  /** Finds, once the entries up to a number have been taken, records up to there whose entry is none, or another one. */
  missingUpTo: (number: number) => Finding[];
  /** Finds fractions of credits that the account has lost, or has from nowhere. */
  carries: (account: Account) => Finding[];
};

/**
 * Reads all records of an account's usage. They are read before the account and the entries, so that a record's entry is there,
 * while of a new entry a part of the records may not have been seen.
 * @param after the number of the last entry that earlier parts of the audit took
 */
export const auditUsage = async (
  table: Table,
  ref: AccountRef,
  after: number,
  isAtRest: IsAtRest,
): Promise<UsageAudit> => {
  const { claimed, used } = await readUsage(table, ref, after);
  return {
    take: (entries) =>
      entriesOfUsage(entries).flatMap((entry) => {
        const claim = claimed.get(entry.number);
        claimed.delete(entry.number);
        return isAtRest(entry) ? judged(entry, claim) : [];
      }),
    missingUpTo: (number) =>
      [...claimed.keys()]
        .filter((entry) => entry <= number)
        .toSorted((one, other) => one - other)
        .map((entry) => ({ code: 'entry_missing', entry })),
    carries: (account) => {
      const { lastEntryAt = '', lastHoldAt = '' } = account;
      const isSeen = isAtRest({ at: lastEntryAt > lastHoldAt ? lastEntryAt : lastHoldAt });
      return isSeen && carriesThatDiffer(used, account) ? [{ code: 'carry_differs', entry: 0 }] : [];
    },
  };
};

/** Events that are reported within a day of their time are found by reading what was used from then on. */
const REPORTED_WITHIN_MS = DAY_MS;

/**
 * Holds new entries against the records of late; against all of them where one is for earlier usage.
 * @param since the time of the last entry that was verified
 */
export const auditNewUsage = (
  table: Table,
  ref: AccountRef,
  { entries: after, at: since }: AuditState,
  isAtRest: IsAtRest,
): ((entries: readonly Entry[]) => Promise<Finding[]>) => {
  let read: { claimed: ReadonlyMap<number, Claimed>; isAll: boolean } | undefined;
  return async (entries) => {
    const own = entriesOfUsage(entries).filter(isAtRest);
    if (own.length === 0) return [];
    read ??= {
      ...(await readUsage(table, ref, after, instant(Date.parse(since) - REPORTED_WITHIN_MS))),
      isAll: false,
    };
    const findings = () => own.flatMap((entry) => judged(entry, read?.claimed.get(entry.number)));
    if (read.isAll || findings().length === 0) return findings();
    read = { ...(await readUsage(table, ref, after)), isAll: true };
    return findings();
  };
};

const entriesOfUsage = (entries: readonly Entry[]): Entry[] => entries.filter(({ kind }) => kind === 'usage');

/** Older entries don't say how many units they are for. */
const judged = (
  { number: entry, amount, quantity, events = 1 }: Entry,
  claim: Claimed | undefined,
): Finding[] => {
  if (!claim) return [{ code: 'record_missing', entry }];
  const agrees =
    !claim.isTwice &&
    claim.credits === amount &&
    claim.events === events &&
    (quantity === undefined || claim.units === quantity);
  return agrees ? [] : [{ code: 'usage_differs', entry }];
};
