import type { AccountRef } from '../kernel/ids.ts';
import type { Entry } from '../table/items/entry.ts';
import { listedUsage, usageFromStore } from '../table/items/usage.ts';
import { usagePartition } from '../table/keys.ts';
import { allItems } from '../table/list.ts';
import type { Table } from '../table/table.ts';
import type { Finding } from './audit.ts';
import type { IsAtRest } from './audit-records.ts';

/** A page of records: about 1 KB each. */
const PAGE_ITEMS = 500;

/** An account's entries of usage held against the records of what was charged (I11). */
export type UsageAudit = {
  /** Finds entries whose records are missing, or add up to something else. */
  take: (entries: readonly Entry[]) => Finding[];
  /** Finds, once the entries up to a number have been taken, records up to there whose entry is none, or another one. */
  missingUpTo: (number: number) => Finding[];
};

/** What the records that name an entry come to, and whether one of their events has two. */
type Claimed = { credits: number; isTwice: boolean };

/**
 * Reads all records of an account's usage, a page at a time: what is kept of them is a sum for each entry. They are read before
 * the entries, so that a record's entry is there, while of a new entry a part of the records may not have been seen.
 * @param after the number of the last entry that earlier parts of the audit took
 */
export const auditUsage = async (
  table: Table,
  ref: AccountRef,
  after: number,
  isAtRest: IsAtRest,
): Promise<UsageAudit> => {
  const claimed = new Map<number, Claimed>();
  let minute = '';
  let seen = new Set<string>();
  const request = { partition: usagePartition(ref), item: listedUsage, newer: 'thrown' } as const;
  for await (const { sk, events } of allItems(table, request, PAGE_ITEMS)) {
    const [of = ''] = sk.split('#');
    if (of !== minute) seen = new Set();
    minute = of;
    for (const { hash, entry, credits } of events.map(usageFromStore)) {
      const isTwice = seen.has(hash);
      seen.add(hash);
      if (entry === undefined || entry <= after) continue;
      const before = claimed.get(entry) ?? { credits: 0, isTwice: false };
      claimed.set(entry, { credits: before.credits + credits, isTwice: before.isTwice || isTwice });
    }
  }
  return {
    take: (entries) =>
      entries
        .filter(({ kind }) => kind === 'usage')
        .flatMap((entry): Finding[] => {
          const { number, amount } = entry;
          const claim = claimed.get(number);
          claimed.delete(number);
          if (!isAtRest(entry)) return [];
          if (!claim) return [{ code: 'record_missing', entry: number }];
          return claim.isTwice || claim.credits !== amount ? [{ code: 'usage_differs', entry: number }] : [];
        }),
    missingUpTo: (number) =>
      [...claimed.keys()]
        .filter((entry) => entry <= number)
        .toSorted((one, other) => one - other)
        .map((entry) => ({ code: 'entry_missing', entry })),
  };
};
