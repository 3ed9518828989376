import type { Instant } from '../kernel/clock.ts';
import type { Guarded } from '../table/guarded.ts';
import { holdItem, type Hold } from '../table/items/hold.ts';
import { holdKey, holdListKey } from '../table/keys.ts';

export type HoldStatus = 'open' | 'captured' | 'released' | 'expired';

/** What a hold is at a time: its end needs no write. */
export const statusOf = ({ closed, endsAt }: Hold, at: Instant): HoldStatus =>
  closed?.as ?? (endsAt <= at ? 'expired' : 'open');

/** A hold as it is seen: `held` and `captured` are credits. */
export type HoldNow = Hold & { status: HoldStatus; held: number; captured: number };

export const seenAs = (hold: Hold, status: HoldStatus, held: number): HoldNow => ({
  ...hold,
  status,
  held,
  captured: hold.captures.reduce((sum, { amount }) => sum + amount, 0),
});

export const holdWrite = (hold: Hold): Guarded => ({
  key: holdKey(hold, hold.id),
  list: holdListKey(hold, hold),
  schema: holdItem,
  item: hold,
  version: hold.version,
});
