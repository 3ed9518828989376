import { instant } from '../kernel/clock.ts';
import { timedId, type AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { refusedUsageItem, type RefusedUsage } from '../table/items/refused-usage.ts';
import type { UsageRefusal } from '../table/items/usage.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { refusedUsageKey, refusedUsageListKey } from '../table/keys.ts';

/** The write that lists what was refused in one transaction. @param now milliseconds since the epoch */
export const refusedWrite = (
  ref: AccountRef,
  refused: readonly { event: UsageEvent; refusal: UsageRefusal }[],
  now: number,
): Guarded[] => {
  if (refused.length === 0) return [];
  const id = timedId('rfu', now);
  const item: RefusedUsage = {
    ...ref,
    id,
    version: 0,
    at: instant(now),
    events: refused.map(({ event: { reference: _, ...event }, refusal: reason }) => ({ ...event, reason })),
  };
  const list = refusedUsageListKey(ref.agency, id);
  return [{ key: refusedUsageKey(ref, id), list, schema: refusedUsageItem, item, version: 0 }];
};
