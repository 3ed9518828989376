import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { attemptsItem, type Attempts } from '../table/items/promo-code.ts';
import { attemptsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

const MAX_ATTEMPTS = 3;

/** For ten minutes a failed attempt counts. */
const WINDOW_MS = 10 * MINUTE_MS;

export const attemptsFrom = (read: Read, ref: AccountRef): Attempts =>
  decode(attemptsItem, read(attemptsKey(ref))) ?? { version: 0, failures: [] };

const recent = ({ failures }: Attempts, now: number): string[] =>
  failures.filter((at) => at > instant(now - WINDOW_MS)).toSorted();

/**
 * @param now milliseconds since the epoch
 * @returns the seconds until an account with too many failed attempts may try again; undefined while it may
 */
export const waitOf = (attempts: Attempts, now: number): number | undefined => {
  const oldest = recent(attempts, now).at(-MAX_ATTEMPTS);
  return oldest === undefined ? undefined : Math.ceil((Date.parse(oldest) + WINDOW_MS - now) / 1000);
};

/** The write of one more failed attempt. @param now milliseconds since the epoch */
export const attemptsWrite = (ref: AccountRef, attempts: Attempts, now: number): Guarded => ({
  key: attemptsKey(ref),
  schema: attemptsItem,
  item: { failures: [...recent(attempts, now), instant(now)] },
  version: attempts.version,
});
