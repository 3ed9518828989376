import { instant } from '../kernel/clock.ts';
import { timedId, type AccountRef } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import { refusedUsageItem, type RefusedUsage } from '../table/items/refused-usage.ts';
import type { UsageRefusal } from '../table/items/usage.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { refusedUsageKey, refusedUsageListKey } from '../table/keys.ts';

/** Events of one item, which one event tells of: the bus takes 256 KB. */
const MAX_EVENTS = 100;

export const refusedItemsFor = (events: number): number => Math.ceil(events / MAX_EVENTS);

type Refused = { event: UsageEvent; refusal: UsageRefusal };

/** The writes that list what was refused in one transaction. @param now milliseconds since the epoch */
export const refusedWrites = (ref: AccountRef, refused: readonly Refused[], now: number): Guarded[] =>
  [...Map.groupBy(refused.entries(), ([place]) => Math.floor(place / MAX_EVENTS)).values()].map((some) => {
    const id = timedId('rfu', now);
    const item: RefusedUsage = {
      ...ref,
      id,
      version: 0,
      at: instant(now),
      events: some.map(
        ([
          ,
          {
            event: { reference: _, ...event },
            refusal: reason,
          },
        ]) => ({ ...event, reason }),
      ),
    };
    const list = refusedUsageListKey(ref.agency, id);
    return { key: refusedUsageKey(ref, id), list, schema: refusedUsageItem, item, version: 0 };
  });
