import type { AccountRef } from '../kernel/ids.ts';
import { found, type Result } from '../kernel/result.ts';
import { storedHash, usageFromStore, type UsageRecord } from '../table/items/usage.ts';
import { readTogether, type Read } from '../table/read.ts';
import type { Table } from '../table/table.ts';
import { eventHash, minuteOf, type EventName } from './event.ts';
import { NO_PARTS, partKeys, partsOf } from './records.ts';

/** What became of an event. */
export type UsageState = EventName & Omit<UsageRecord, 'hash' | 'meter'> & { meter: string };

/** What became of an event: one BatchGet, and a few more where its minute has very many. */
export const usageStateOf = async (
  table: Table,
  ref: AccountRef,
  name: EventName,
): Promise<Result<UsageState, { code: 'not_found' }>> => {
  const minute = minuteOf(name);
  const wanted = eventHash(name);
  const parts = partsOf(ref, minute, NO_PARTS, await readParts(table, ref, minute));
  for (const { meters, events } of parts) {
    const record = events.find((stored) => storedHash(stored) === wanted);
    if (record === undefined) continue;
    const { hash: _, meter, ...state } = usageFromStore(record);
    return found({ ...state, ...name, meter: meters[meter] ?? '' });
  }
  return found<UsageState>(undefined);
};

const NOTHING_READ: Read = () => undefined;

const readParts = async (table: Table, ref: AccountRef, minute: string): Promise<Read> => {
  let read = NOTHING_READ;
  for (let known = 0; ;) {
    const keys = partKeys(ref, minute, NO_PARTS, read);
    if (keys.length === known) return read;
    known = keys.length;
    read = await readTogether(table, keys);
  }
};
