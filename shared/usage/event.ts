import { createHash } from 'node:crypto';
import type { UsageEvent } from '../table/items/usage-event.ts';

/** What an event is known by within its account. */
export type EventName = Pick<UsageEvent, 'id' | 'time'>;

/** Bytes of a hash. Of a million events in one minute, two are taken for one with a chance of 1 in 9,000,000,000. */
const HASH_BYTES = 9;

/** An event's id and time in 12 characters: an item with hundreds of them is billed by its size. */
export const eventHash = ({ id, time }: EventName): string =>
  createHash('sha256')
    .update(JSON.stringify([id, time]))
    .digest()
    .subarray(0, HASH_BYTES)
    .toString('base64url');

/** The minute that an event's record is under. */
export const minuteOf = ({ time }: Pick<UsageEvent, 'time'>): string =>
  time.slice(0, '2026-01-31T09:30'.length);
