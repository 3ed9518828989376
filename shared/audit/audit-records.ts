import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { entryKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import { claimsOf } from './claims.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

/** Milliseconds after which all of a transaction is to be seen, whatever of it is read first. */
const MIN_REST_MS = MINUTE_MS;

/** An account's entries held against the records that came with them, and the reverse (I6). */
export type RecordAudit = {
  /** Whether it happened long enough ago to be judged. */
  isAtRest: (happened: { at: string }) => boolean;
  /** Takes entries as they are read, and finds those that no record names. */
  take: (entries: readonly Entry[]) => Finding[];
  /** Finds, once the entries up to a number have been taken, the records up to there whose entries are not there. */
  missingUpTo: (number: number) => Promise<Finding[]>;
};

/**
 * @param after the number of the last entry that earlier runs of the audit took: what is up to there, they have judged
 * @param now milliseconds since the epoch
 */
export const openRecordAudit = async (
  table: Table,
  ref: AccountRef,
  after: number,
  now: number,
): Promise<RecordAudit> => {
  const before = instant(now - MIN_REST_MS);
  const isAtRest = ({ at }: { at: string }) => at < before;
  const { claims, kinds, unplaced } = await claimsOf(table, ref);
  const byNumber = Map.groupBy(claims, ({ number }) => number);
  const unseen = new Set(claims.filter((claim) => claim.number > after && isAtRest(claim)));

  const isNamed = ({ number, kind, reference }: Entry): boolean => {
    const [claim] = byNumber.get(number)?.filter((one) => one.kind === kind) ?? [];
    if (claim) unseen.delete(claim);
    return claim !== undefined || !kinds.has(kind) || unplaced.has(reference);
  };

  return {
    isAtRest,
    take: (entries) =>
      entries
        .filter((entry) => !isNamed(entry) && isAtRest(entry))
        .map(({ number }) => ({ code: 'record_missing', entry: number })),
    missingUpTo: async (number) => {
      const left = [...unseen].filter((claim) => claim.number <= number);
      const read = await readTogether(
        table,
        left.map((claim) => entryKey(ref, claim)),
      );
      return left
        .filter((claim) => decodeListed(entryItem, read(entryKey(ref, claim)), 'thrown')?.kind !== claim.kind)
        .map((claim) => ({ code: 'entry_missing', entry: claim.number }));
    },
  };
};
