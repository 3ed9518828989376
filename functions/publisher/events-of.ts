import * as z from 'zod';
import { isGiftAccount, type AgencyId } from '../../shared/kernel/ids.ts';
import { accountEvents } from '../../shared/events/account-events.ts';
import { eventOf } from '../../shared/events/draft.ts';
import { recordEvents } from '../../shared/events/record-events.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import { accountItem, type Account } from '../../shared/table/items/account.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { entriesPartition, entryKey, type Key } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';
import { BATCH, readTogether } from '../../shared/table/read.ts';
import { CorruptItemError, decode, type Table } from '../../shared/table/table.ts';
import type { Change } from './change.ts';
import { inBatches } from './in-batches.ts';

/** @returns the agency's low balance, or undefined where it has no settings */
export type LowBalance = (agency: AgencyId) => Promise<number | undefined>;

/** What a record says of its last write. */
const written = z.object({ correlationId: z.string().optional() });

/**
 * The events of a change, in their order. An account's entries are published with the account's own change, since the
 * stream keeps the order of one item, but not of several. Throws CorruptItemError.
 */
export const eventsOfWith = (table: Table, lowBalance: LowBalance) => {
  const readEntry = inBatches<Key, Stored | undefined>(BATCH, async (keys) =>
    keys.map(await readTogether(table, keys)),
  );
  return async ({ kind, key, version, agency, images }: Change): Promise<CloudEvent[]> => {
    const happening = [key.pk, key.sk, version];
    if (kind !== 'account') {
      const { correlationId } = written.parse(images.after);
      return recordEvents(kind, images).map((draft) => eventOf(draft, happening, correlationId));
    }
    const after = decode(accountItem, images.after);
    // The gift tells of itself.
    if (after === undefined || isGiftAccount(after.account)) return [];
    const before = decode(accountItem, images.before);
    const entries = await newEntries(table, readEntry, before, after);
    // One transaction wrote them all; the account's own item does not say by what.
    const correlationId = entries.at(-1)?.correlationId;
    return accountEvents(before, after, entries, await lowBalance(agency)).map((draft, position) =>
      eventOf(draft, [...happening, position], correlationId),
    );
  };
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
