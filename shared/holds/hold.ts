import type { Instant } from '../kernel/clock.ts';
import { hasEnded } from '../ledger/held.ts';
import type { Guarded } from '../table/guarded.ts';
import { holdItem, holdNumber, type Capture, type Hold } from '../table/items/hold.ts';
import { holdKey, holdListKey } from '../table/keys.ts';

export type HoldStatus = 'open' | 'captured' | 'released' | 'expired';

/** What a hold is at a time: its end needs no write. */
export const statusOf = (hold: Hold, at: Instant): HoldStatus =>
  hold.closed?.as ?? (hasEnded(hold, at) ? 'expired' : 'open');

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
  number: holdNumber(hold),
  item: hold,
  version: hold.version,
});

/** @param returned credits that the hold gives back, if this is its last capture */
export const withCapture = (hold: Hold, capture: Capture, returned: number, at: Instant): Hold => ({
  ...hold,
  captures: [...hold.captures, capture],
  ...(capture.isFinal && { closed: { as: 'captured', at, returned } }),
});

/** @param returned credits that the hold gives back */
export const withRelease = (hold: Hold, returned: number, at: Instant): Hold => ({
  ...hold,
  closed: { as: 'released', at, returned },
});
