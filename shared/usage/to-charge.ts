import { meters } from '../agency/catalogue.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { budgetKeys } from '../spenders/spender.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { accountKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { eventHash, minuteOf } from './event.ts';
import type { Fresh } from './judge.ts';
import { entryOf } from './movements.ts';
import { hashesOf, NO_PARTS, partKeys, partsOf, type FullParts } from './records.ts';

export const metersOf = (events: readonly UsageEvent[]): string[] => [
  ...new Set(events.map(({ meter }) => meter)),
];

const minutesOf = (events: readonly UsageEvent[]): string[] => [...new Set(events.map(minuteOf))];

const spendersOf = (events: readonly UsageEvent[]): string[] => [
  ...new Set(events.flatMap(({ spender }) => spender ?? [])),
];

/** The keys of what an account's events are judged by. */
export const keysToJudge = (ref: AccountRef, events: readonly UsageEvent[]): Key[] => [
  accountKey(ref),
  ...metersOf(events).map((id) => meters.key(ref.agency, id)),
  ...spendersOf(events).flatMap((spender) => budgetKeys(ref, spender)),
];

/** The keys of the records of events, as far as was read, and of those to look for next. */
export const recordKeys = (
  ref: AccountRef,
  events: readonly UsageEvent[],
  read?: Read,
  full: FullParts = NO_PARTS,
): Key[] => minutesOf(events).flatMap((minute) => partKeys(ref, minute, full, read));

/** The parts of the minutes of events. */
export const partsByMinute = (ref: AccountRef, events: readonly UsageEvent[], full: FullParts, read: Read) =>
  new Map(minutesOf(events).map((minute) => [minute, partsOf(ref, minute, full, read)]));

/**
 * The events of one transaction that have no record yet, each once, those of one entry next to each other.
 * @param batched the meters whose events share entries
 */
export const freshAmong = (
  events: readonly UsageEvent[],
  parts: ReturnType<typeof partsByMinute>,
  batched: ReadonlySet<string>,
): Fresh[] => {
  const seen = hashesOf(parts.values());
  const fresh = events.flatMap((event) => {
    const hash = eventHash(event);
    if (seen.has(hash)) return [];
    seen.add(hash);
    return { event, hash };
  });
  return [...Map.groupBy(fresh, ({ event }) => entryOf(event, batched)).values()].flat();
};
