import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { entryItem, type Entry, type EntryKind } from '../table/items/entry.ts';
import { entriesPartition } from '../table/keys.ts';
import type { Cursor } from '../table/cursor.ts';
import { listPage } from '../table/list.ts';
import type { Table } from '../table/table.ts';

export type HistoryRequest = {
  limit: number;
  cursor?: Cursor | undefined;
  order: 'newest' | 'oldest';
  type?: Entry['type'] | undefined;
  kind?: EntryKind | undefined;
  /** From this time on, and before that one. */
  from?: Instant | undefined;
  to?: Instant | undefined;
};

/** One page of an account's entries: one Query, however long the history. */
export const history = (table: Table, ref: AccountRef, { order, type, kind, ...range }: HistoryRequest) =>
  listPage(table, {
    partition: entriesPartition(ref),
    item: entryItem,
    newestFirst: order === 'newest',
    where: { type, kind },
    ...range,
  });
