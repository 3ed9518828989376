import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Account } from '../table/items/account.ts';
import type { AuditState } from '../table/items/audit-cursor.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { entryKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import { auditOwnership, auditOwnershipOf } from './audit-ownership.ts';
import { auditTransfers } from './audit-transfers.ts';
import { auditNewUsage, auditUsage } from './audit-usage.ts';
import { claimsOf, type Claim, type Claims } from './claims.ts';
import { everyRecord, recordsOf } from './records.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

/** Milliseconds after which all of a transaction is to be seen, whatever of it is read first. */
const MIN_REST_MS = MINUTE_MS;

/** Whether something happened long enough ago to be judged. */
export type IsAtRest = (happened: { at: string }) => boolean;

/** @param now milliseconds since the epoch */
export const restBefore = (now: number): IsAtRest => {
  const before = instant(now - MIN_REST_MS);
  return ({ at }) => at < before;
};

/** An account's entries held against the records that came with them (I6). */
export type RecordAudit = {
  /** Takes entries as they are read, and finds those that no record names. */
  take: (entries: readonly Entry[]) => Promise<Finding[]>;
  /** Finds, once the entries up to a number have been taken, the records up to there whose entries are not there. */
  missingUpTo: (number: number) => Promise<Finding[]>;
  /** Finds, after the last entry, what is owned and not bought, and the reverse. */
  ownership: () => Promise<Finding[]>;
  /** Finds fractions of credits that usage did not leave. */
  carries: (account: Account) => Finding[];
};

/**
 * Holds entries against all records of the account, and the records against the entries.
 * @param after the number of the last entry that earlier parts of the audit took: what is up to there, they have judged
 */
export const auditEveryRecord = async (
  table: Table,
  ref: AccountRef,
  after: number,
  isAtRest: IsAtRest,
): Promise<RecordAudit> => {
  const all = claimsOf(await everyRecord(table, ref));
  const usage = await auditUsage(table, ref, after, isAtRest);
  const unseen = new Set(all.claims.filter((claim) => claim.number > after && isAtRest(claim)));
  const claimOf = claimsByEntry(all);
  return {
    take: async (entries) => {
      for (const entry of entries) {
        const claim = claimOf(entry);
        if (claim) unseen.delete(claim);
      }
      return [
        ...unnamed(all, entries, isAtRest),
        ...usage.take(entries),
        ...(await auditTransfers(table, ref, entries.filter(isAtRest))),
      ];
    },
    missingUpTo: async (number) => {
      const left = [...unseen].filter((claim) => claim.number <= number);
      const read = await readTogether(
        table,
        left.map((claim) => entryKey(ref, claim)),
      );
      return [
        ...left
          .filter(
            (claim) => decodeListed(entryItem, read(entryKey(ref, claim)), 'thrown')?.kind !== claim.kind,
          )
          .map((claim): Finding => ({ code: 'entry_missing', entry: claim.number })),
        ...usage.missingUpTo(number),
      ];
    },
    ownership: () => auditOwnership(table, ref, isAtRest),
    carries: usage.carries,
  };
};

/**
 * Holds entries against the records that they name, or those of the usage of late, and these against what is owned: nothing
 * else is read.
 * @param after where the last entry was that earlier audits took
 */
export const auditNamedRecords = (
  table: Table,
  ref: AccountRef,
  after: AuditState,
  isAtRest: IsAtRest,
): RecordAudit => {
  const usage = auditNewUsage(table, ref, after, isAtRest);
  return {
    take: async (entries) => {
      const records = await recordsOf(table, ref, entries);
      return [
        ...unnamed(claimsOf(records), entries, isAtRest),
        ...(await usage(entries)),
        ...(await auditTransfers(table, ref, entries.filter(isAtRest))),
        ...(await auditOwnershipOf(table, ref, records.purchases, isAtRest)),
      ];
    },
    missingUpTo: async () => [],
    ownership: async () => [],
    carries: () => [],
  };
};

const claimsByEntry = ({ claims }: Claims): ((entry: Entry) => Claim | undefined) => {
  const byNumber = Map.groupBy(claims, ({ number }) => number);
  return ({ number, kind }) => byNumber.get(number)?.find((claim) => claim.kind === kind);
};

const unnamed = (claims: Claims, entries: readonly Entry[], isAtRest: IsAtRest): Finding[] => {
  const claimOf = claimsByEntry(claims);
  const isNamed = (entry: Entry): boolean =>
    claimOf(entry) !== undefined || !claims.kinds.has(entry.kind) || claims.unplaced.has(entry.reference);
  return entries
    .filter((entry) => !isNamed(entry) && isAtRest(entry))
    .map(({ number }) => ({ code: 'record_missing', entry: number }));
};
