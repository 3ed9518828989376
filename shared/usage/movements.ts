import type { CommandOf } from '../ledger/command.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { batchOf, type Batch } from './batch.ts';
import type { Charging } from './judge.ts';

/** The events of one entry, how they are charged, and what of them is kept in the bucket. */
export type Movement = { of: readonly Charging[]; command: CommandOf<'charge'>; batch?: Batch };

/** What the events of one entry have alike: a meter whose events share entries, and the spender; any other has its own. */
export const entryOf = ({ id, time, meter, spender }: UsageEvent, batched: ReadonlySet<string>): string =>
  JSON.stringify(batched.has(meter) ? [meter, spender ?? ''] : [meter, id, time]);

/**
 * Events that share an entry become one charge: exact, since the fraction that each leaves is what the next begins with.
 * @param charging those of one entry are next to each other, as they were judged
 * @param salt of the batches: the same events with the same salt are the same batch
 */
export const movementsOf = (
  charging: readonly Charging[],
  batched: ReadonlySet<string>,
  salt: string,
): Movement[] =>
  [...Map.groupBy(charging, ({ event }) => entryOf(event, batched)).values()].flatMap((of): Movement[] => {
    const [first] = of;
    if (!first) return [];
    const { event, command } = first;
    if (!batched.has(event.meter)) return [{ of, command }];
    const units = of.reduce((sum, { event: { quantity } }) => sum + quantity, 0);
    // Below a whole credit there is no entry.
    if (of.every(({ credits }) => credits === 0)) return [{ of, command: { ...command, units } }];
    const batch = batchOf({
      salt,
      meter: event.meter,
      ...(event.spender !== undefined && { spender: event.spender }),
      events: of.map(({ event: { meter: _meter, spender: _spender, ...one }, credits }) => ({
        ...one,
        credits,
      })),
    });
    return [{ of, batch, command: { ...command, units, reference: batch.id, events: of.length } }];
  });
