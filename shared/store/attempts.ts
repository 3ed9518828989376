import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { putGuarded } from '../table/guarded.ts';
import { attemptsItem, type Attempts } from '../table/items/promo-code.ts';
import { attemptsKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';

const SLOTS = 3;

/** For ten minutes a failed attempt counts. */
const WINDOW_MS = 10 * 60_000;

export const attemptsFrom = (read: Read, ref: AccountRef): Attempts =>
  decode(attemptsItem, read(attemptsKey(ref))) ?? { version: 0, failures: [] };

const recent = ({ failures }: Attempts, now: number): string[] =>
  failures.filter((at) => at > instant(now - WINDOW_MS)).toSorted();

/**
 * @param now milliseconds since the epoch
 * @returns the seconds until an account with too many failed attempts may try again; undefined while it may
 */
export const waitOf = (attempts: Attempts, now: number): number | undefined => {
  const oldest = recent(attempts, now).at(-SLOTS);
  return oldest === undefined ? undefined : Math.ceil((Date.parse(oldest) + WINDOW_MS - now) / 1000);
};

/** @returns false where another attempt was written first: then it has to be seen whether there is a slot still */
export const takeSlot = async (
  table: Table,
  ref: AccountRef,
  attempts: Attempts,
  now: number,
): Promise<boolean> =>
  await putGuarded(table, {
    key: attemptsKey(ref),
    item: { failures: [...recent(attempts, now), instant(now)] },
    version: attempts.version,
  });
