import type { UsageEvent } from '../table/items/usage-event.ts';
import { minuteOf } from './event.ts';
import { entryOf } from './movements.ts';
import { partsFor } from './records.ts';
import { refusedItemsFor } from './refused-usage.ts';

/** Of the 100 items of a transaction: the rest is for the account, its name, and what has expired or merged. */
const MAX_ITEMS = 88;

/**
 * The same for an account that merged into another one. The rest is for both accounts, what is lent, received, sent on and
 * kept, and three movements that may each merge lots.
 */
const MAX_ITEMS_PASSED_ON = 68;

/** Events of one transaction. */
const MAX_EVENTS = 500;

/**
 * Events in runs, each of which fits into one transaction: its entries, the records of its minutes, and budgets.
 * @param batched the meters whose events share entries
 * @param passesOn whether the account has merged into another one
 */
export function* inTransactions(
  events: readonly UsageEvent[],
  batched: ReadonlySet<string>,
  passesOn = false,
): Generator<UsageEvent[]> {
  const maxItems = passesOn ? MAX_ITEMS_PASSED_ON : MAX_ITEMS;
  let some: UsageEvent[] = [];
  const minutes = new Map<string, number>();
  const others = new Set<string>();
  for (const event of events) {
    const minute = minuteOf(event);
    const add = (): void => {
      minutes.set(minute, (minutes.get(minute) ?? 0) + 1);
      others.add(`entry ${entryOf(event, batched)}`);
      if (event.spender !== undefined) others.add(`budget ${event.spender}`);
      some.push(event);
    };
    add();
    // All of them may be refused.
    const beside = others.size + refusedItemsFor(some.length);
    const items = [...minutes.values()].reduce((sum, count) => sum + partsFor(count), beside);
    if (items <= maxItems && some.length <= MAX_EVENTS) continue;
    yield some.slice(0, -1);
    some = [];
    minutes.clear();
    others.clear();
    add();
  }
  if (some.length > 0) yield some;
}
