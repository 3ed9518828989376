import type { AccountRef } from '../kernel/ids.ts';
import { ERASED } from '../kernel/text.ts';
import type { Entry } from '../table/items/entry.ts';
import { batchId, parseBatch, type ReadBatch } from '../table/items/usage-batch.ts';
import type { Finding } from './audit.ts';

/**
 * Holds entries of usage that share events against these, which are in the bucket: one read of each. The name of such an
 * object is the hash of what it holds, and the entry's hash has that name.
 */
export const auditBatches = async (
  read: ReadBatch,
  ref: AccountRef,
  entries: readonly Entry[],
): Promise<Finding[]> => {
  const batched = entries.filter(
    ({ kind, events, reference }) => kind === 'usage' && events !== undefined && reference !== ERASED,
  );
  const codes = await Promise.all(batched.map(async (entry) => await codeOf(read, ref, entry)));
  return batched.flatMap(({ number: entry }, place): Finding[] => {
    const code = codes[place];
    return code ? [{ code, entry }] : [];
  });
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
