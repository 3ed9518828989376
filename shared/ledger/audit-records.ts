import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { entryKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import { auditOwnership } from './audit-ownership.ts';
import { CLAIMED, claimsOf } from './claims.ts';

/** Milliseconds after which all of a transaction is to be seen, whatever of it is read first. */
const AT_REST = 60_000;

/** An account's entries held against the records that came with them, and the reverse (I6). */
export type RecordAudit = {
  /** Whether it happened long enough ago to be judged. */
  isAtRest: (happened: { at: string }) => boolean;
  /** Takes entries as they are read, and finds those that no record names. */
  take: (entries: readonly Entry[]) => Finding[];
  /** Finds the records whose entries are not there, and where purchases and ownership part. */
  end: () => Promise<Finding[]>;
};

/** @param now milliseconds since the epoch */
export const openRecordAudit = async (table: Table, ref: AccountRef, now: number): Promise<RecordAudit> => {
  const before = instant(now - AT_REST);
  const isAtRest = ({ at }: { at: string }) => at < before;
  const { claims, unplaced } = await claimsOf(table, ref);
  const byNumber = Map.groupBy(claims, ({ number }) => number);
  const unseen = new Set(claims.filter(isAtRest));

  const isNamed = ({ number, kind, reference }: Entry): boolean => {
    const [claim] = byNumber.get(number)?.filter((one) => one.kind === kind) ?? [];
    if (claim) unseen.delete(claim);
    return claim !== undefined || !CLAIMED.has(kind) || (kind === 'service' && unplaced.has(reference));
  };

  return {
    isAtRest,
    take: (entries) =>
      entries
        .filter((entry) => !isNamed(entry) && isAtRest(entry))
        .map(({ number }) => ({ code: 'record_missing', entry: number })),
    end: async () => {
      // Those of an audit's earlier runs were not taken by this one.
      const read = await readTogether(
        table,
        [...unseen].map((claim) => entryKey(ref, claim)),
      );
      const missing = [...unseen].filter(
        (claim) => decode(entryItem, read(entryKey(ref, claim)))?.kind !== claim.kind,
      );
      return [
        ...missing.map(({ number }) => ({ code: 'entry_missing', entry: number }) as const),
        ...(await auditOwnership(table, ref, isAtRest)),
      ];
    },
  };
};
