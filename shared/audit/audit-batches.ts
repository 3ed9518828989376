import type { AccountRef } from '../kernel/ids.ts';
import { ERASED } from '../kernel/text.ts';
import { entryItem, type Entry } from '../table/items/entry.ts';
import { erasureItem } from '../table/items/erasure.ts';
import { batchId, parseBatch, type ReadBatch } from '../table/items/usage-batch.ts';
import { entryKey, erasureKey } from '../table/keys.ts';
import { readOne, readTogether } from '../table/read.ts';
import { decodeListed, type Table } from '../table/table.ts';
import type { Finding } from './audit.ts';

/**
 * Holds entries of usage that share events against these, which are in the bucket: one read of each. The name of such an
 * object is the hash of what it holds, and the entry's hash has that name.
 */
export const auditBatches = async (
  table: Table,
  read: ReadBatch,
  ref: AccountRef,
  entries: readonly Entry[],
): Promise<Finding[]> => {
  const batched = entries.filter(hasBatch);
  const codes = await Promise.all(batched.map(async (entry) => await codeOf(read, ref, entry)));
  const missing = batched.filter((_, place) => codes[place] === 'batch_missing');
  const erased = missing.length === 0 ? NONE : await erasedMeanwhile(table, ref, missing);
  return batched.flatMap(({ number: entry }, place): Finding[] => {
    const code = codes[place];
    return code && !erased.has(entry) ? [{ code, entry }] : [];
  });
};

const hasBatch = ({ kind, events, reference }: Entry): boolean =>
  kind === 'usage' && events !== undefined && reference !== ERASED;

const NONE: ReadonlySet<number> = new Set();

/**
 * The numbers of entries whose events are missing because of an erasure, which deletes them before it rewrites the entry. While it
 * goes on, its entries can't be judged; once it is done, all of them are rewritten. So its record is read before the entries.
 */
const erasedMeanwhile = async (
  table: Table,
  ref: AccountRef,
  missing: readonly Entry[],
): Promise<ReadonlySet<number>> => {
  const erasure = await readOne(table, erasureKey(ref), erasureItem);
  if (!erasure) return NONE;
  const keyOf = (entry: Entry) => entryKey(ref, entry);
  const read = await readTogether(table, missing.map(keyOf));
  const isErased = (entry: Entry): boolean => {
    if (erasure.next && entry.number <= erasure.entries) return true;
    const now = decodeListed(entryItem, read(keyOf(entry)), 'thrown');
    return now !== undefined && !hasBatch(now);
  };
  return new Set(missing.filter(isErased).map(({ number }) => number));
};

const codeOf = async (
  read: ReadBatch,
  ref: AccountRef,
  entry: Entry,
): Promise<'batch_missing' | 'batch_differs' | undefined> => {
  const text = await read(ref, entry.reference);
  if (text === undefined) return 'batch_missing';
  return batchId(text) === entry.reference && addsUp(text, entry) ? undefined : 'batch_differs';
};

/** Older entries don't name their meter and quantity. */
const addsUp = (text: string, { amount, events: count, meter, quantity, spender }: Entry): boolean => {
  const batch = parseBatch(text);
  const credits = batch.events.reduce((sum, event) => sum + event.credits, 0);
  const units = batch.events.reduce((sum, event) => sum + event.quantity, 0);
  return (
    credits === amount &&
    batch.events.length === count &&
    batch.spender === spender &&
    (meter === undefined || batch.meter === meter) &&
    (quantity === undefined || units === quantity)
  );
};
