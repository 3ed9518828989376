import type { Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { entryItem, type Entry, type EntryKind } from '../table/items/entry.ts';
import { entriesPartition, entryKey } from '../table/keys.ts';
import { encodeCursor, type Cursor } from '../table/cursor.ts';
import { listPage } from '../table/list.ts';
import { err, ok, type Result } from '../kernel/result.ts';
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
    // A page without one of its lines would look whole.
    newer: 'thrown',
    newestFirst: order === 'newest',
    where: { type, kind },
    ...range,
  });

/** More than any account will write. */
const LAST_NUMBER = 999_999_999_999;

/** The last entry of an account at or before a time: one Query. @returns undefined where there is none */
export const lastEntryBy = async (table: Table, ref: AccountRef, at: Instant): Promise<Entry | undefined> => {
  const { sk: to } = entryKey(ref, { at, number: LAST_NUMBER });
  const page = await history(table, ref, { limit: 1, order: 'newest', to });
  return page.ok ? page.value.items[0] : undefined;
};

/** Entries of a page where all are wanted: as many as DynamoDB gives at once. */
const LONG_PAGE = 1000;

/**
 * An account's entries of a period from the oldest on, a page at a time: what is held in memory is one page. Ends with
 * an error for a cursor that the history did not give out.
 */
export async function* historyPages(
  table: Table,
  ref: AccountRef,
  { cursor, ...period }: Pick<HistoryRequest, 'from' | 'to' | 'cursor'>,
): AsyncGenerator<Result<Entry[], { code: 'invalid_cursor' }>> {
  let next: Cursor | null | undefined = cursor;
  do {
    const page: Awaited<ReturnType<typeof history>> = await history(table, ref, {
      limit: LONG_PAGE,
      order: 'oldest',
      cursor: next,
      ...period,
    });
    if (!page.ok) {
      yield err(page.error);
      return;
    }
    yield ok(page.value.items);
    next = page.value.cursor;
  } while (next !== null);
}

/** Where the history goes on after an entry. */
export const cursorAfter = (ref: AccountRef, entry: Pick<Entry, 'at' | 'number'>): Cursor =>
  encodeCursor(entryKey(ref, entry), false);
