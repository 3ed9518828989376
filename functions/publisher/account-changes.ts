import { accountItem, type Account } from '../../shared/table/items/account.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { entriesPartition, entryKey, type Key } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { BATCH, readTogether } from '../../shared/table/read.ts';
import { CorruptItemError, decode, type Table } from '../../shared/table/table.ts';
import type { Change } from './change.ts';
import { inBatches } from './in-batches.ts';
import { once } from './once.ts';

/** What changes of accounts say, for all who ask: nothing is decoded or read a second time. */
export type AccountChanges = {
  /** The account before and after. Throws CorruptItemError and NewerSchemaError. */
  accountsIn: (change: Change) => { before: Account | undefined; after: Account | undefined };
  /** The entries that the change made, in their order. Throws CorruptItemError where one of them is not there. */
  entriesOf: (change: Change) => Promise<Entry[]>;
};

/** For one batch of the stream. */
export const accountChangesOf = (table: Table): AccountChanges => {
  const decoded = new Map<Change, ReturnType<AccountChanges['accountsIn']>>();
  const accountsIn: AccountChanges['accountsIn'] = (change) => {
    const { before, after } = change.images;
    const accounts = decoded.get(change) ?? {
      before: decode(accountItem, before),
      after: decode(accountItem, after),
    };
    decoded.set(change, accounts);
    return accounts;
  };
  const readEntry = inBatches<Key, Stored | undefined>(BATCH, async (keys) =>
    keys.map(await readTogether(table, keys)),
  );
  const entriesOf = once(async (change: Change) => {
    const { before, after } = accountsIn(change);
    return after ? await newEntries(table, readEntry, before, after) : [];
  });
  return { accountsIn, entriesOf };
};

type Stored = Record<string, unknown>;

type ReadEntry = (key: Key) => Promise<Stored | undefined>;

/**
 * The entries that a change of an account made. A single one, as most changes make, is read together with those of other
 * changes; several by one Query, since their keys are consecutive.
 */
const newEntries = async (
  table: Table,
  readEntry: ReadEntry,
  before: Account | undefined,
  after: Account,
): Promise<Entry[]> => {
  const first = (before?.entries ?? 0) + 1;
  const { lastEntryAt: at } = after;
  if (at === undefined || after.entries < first) return [];
  if (after.entries === first) {
    const entry = decode(entryItem, await readEntry(entryKey(after, { at, number: first })));
    if (!entry) throw new CorruptItemError(entriesPartition(after));
    return [entry];
  }
  const page = await listPage(table, {
    partition: entriesPartition(after),
    item: entryItem,
    limit: 100,
    newer: 'thrown',
    from: entryKey(after, { at: before?.lastEntryAt ?? '', number: first }).sk,
    to: entryKey(after, { at, number: after.entries }).sk,
  });
  if (!page.ok) throw new TypeError(page.error.code);
  const { items } = page.value;
  // A list leaves out what it can't read; an event must not be lost so.
  if (items.length !== after.entries - first + 1) throw new CorruptItemError(entriesPartition(after));
  return items;
};
