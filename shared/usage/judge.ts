import { balanceAt, timeOf } from '../ledger/account.ts';
import { charge } from '../ledger/charge.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { LimitRefusal } from '../spenders/budget.ts';
import type { Budgets } from '../spenders/spend-one-by-one.ts';
import type { Account } from '../table/items/account.ts';
import type { Meter } from '../table/items/meter.ts';
import type { UsageRefusal } from '../table/items/usage.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';

/** An event that has no record yet. */
export type Fresh = { event: UsageEvent; hash: string };

/** An event that can be charged, and the whole credits that it fills up. */
export type Charging = Fresh & { command: CommandOf<'charge'>; credits: number };

/** An event and what is to become of it. */
export type Judged = Charging | (Fresh & { refusal: UsageRefusal });

/** What events are judged by. */
type Terms = { meterOf: (id: string) => Meter | undefined; budgets: Budgets; now: number };

/** Events one after the other: what can't be paid is refused, and what comes after may still be charged. */
export const judge = (
  account: Account,
  events: readonly Fresh[],
  { meterOf, budgets, now }: Terms,
): Judged[] => {
  let left: Account = { ...account, lots: balanceAt(account, Date.parse(timeOf(account, now))).lots };
  return events.map((fresh): Judged => {
    const { event } = fresh;
    const meter = meterOf(event.meter);
    if (!meter) return { ...fresh, refusal: 'unknown_meter' };
    const command = commandOf(event, meter);
    const charged = charge(left, command);
    if (!charged.ok) return { ...fresh, refusal: charged.error.code };
    const { lots, carries = [], entry } = charged.value;
    const credits = entry?.amount ?? 0;
    if (event.spender !== undefined) {
      const refusal = budgets.whyNot(event.spender, credits, { meter: meter.id });
      if (refusal) return { ...fresh, refusal: budgetRefusal(refusal) };
      budgets.count(event.spender, credits);
    }
    left = { ...left, lots, carries: [...carries], debt: left.debt + (entry?.debt ?? 0) };
    return { ...fresh, command, credits };
  });
};

const budgetRefusal = (refusal: LimitRefusal): UsageRefusal =>
  refusal.code === 'budget_exceeded' ? BUDGETS[refusal.limit] : refusal.code;

const BUDGETS = {
  per_call: 'budget_per_call',
  per_day: 'budget_per_day',
  per_month: 'budget_per_month',
} as const satisfies Record<string, UsageRefusal>;

const commandOf = (event: UsageEvent, { id, name, creditsPer, per }: Meter): CommandOf<'charge'> => {
  const { reference = event.id, quantity: units, spender } = event;
  return {
    type: 'charge',
    kind: 'usage',
    reference,
    label: name,
    meter: id,
    price: { creditsPer, per },
    units,
    ...(spender !== undefined && { spender }),
  };
};
