import { meters } from '../agency/catalogue.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, balanceAt, timeOf } from '../ledger/account.ts';
import { charge } from '../ledger/charge.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type AnyDecision, type Busy, type Operation } from '../ledger/run.ts';
import type { Account } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import { budgetKeys } from '../spenders/spender.ts';
import { budgetsFor, type Budgets } from '../spenders/spend-one-by-one.ts';
import type { LimitRefusal } from '../spenders/budget.ts';
import type { Meter } from '../table/items/meter.ts';
import type { UsageOfMinute, UsageRefusal } from '../table/items/usage.ts';
import { accountKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { eventHash, minuteOf } from './event.ts';
import { refusedWrite } from './refused-usage.ts';
import {
  fullParts,
  hashesOf,
  NO_PARTS,
  partKeys,
  partsFor,
  partsOf,
  recordWrites,
  type FullParts,
  type NewRecord,
} from './records.ts';

/** What became of events: how many were charged now and for how many credits, refused now, or known before. */
export type Charged = { charged: number; credits: number; refused: number; known: number };

/** Of the 100 items of a transaction: the rest is for the account, its name, what was refused, and what has expired or merged. */
const MAX_ITEMS = 87;

/** What became of some events, and which parts of their minutes were full by then. */
type ChargedSome = Charged & { full: FullParts };

/**
 * Charges as many of one account's events as one transaction takes, after those that were charged before.
 * @param full the parts that need not be read again
 */
const chargeSome = async (
  ledger: Ledger,
  ref: AccountRef,
  events: readonly UsageEvent[],
  full: FullParts,
): Promise<Result<ChargedSome, Busy>> => {
  const operation: Operation<ChargedSome, never, 'charge'> = {
    keys: [
      accountKey(ref),
      ...[...new Set(events.map(({ meter }) => meter))].map((id) => meters.key(ref.agency, id)),
      ...spendersOf(events).flatMap((spender) => budgetKeys(ref, spender)),
      ...minutesOf(events).flatMap((minute) => partKeys(ref, minute, full)),
    ],
    linked: (read) => minutesOf(events).flatMap((minute) => partKeys(ref, minute, full, read)),
    decide: (read, now) => {
      const parts = new Map(minutesOf(events).map((minute) => [minute, partsOf(ref, minute, full, read)]));
      return ok(decide(ref, events, parts, read, now));
    },
  };
  const done = await run(ledger, operation);
  if (done.ok) return ok(done.value.outcome);
  // What an ended hold gives back, the plan alone knows for sure. Once it is written, both see the same.
  if (done.error.code === 'busy') return err(done.error);
  await run(ledger, expiring(ref));
  const again = await run(ledger, operation);
  return again.ok ? ok(again.value.outcome) : err({ code: 'busy' });
};

const expiring = (ref: AccountRef): Operation<undefined, never, 'expire'> => ({
  keys: [accountKey(ref)],
  decide: () =>
    ok({ account: ref, commands: [{ type: 'expire' }], conclude: () => ({ outcome: undefined }) }),
});

const minutesOf = (events: readonly UsageEvent[]): string[] => [...new Set(events.map(minuteOf))];

const spendersOf = (events: readonly UsageEvent[]): string[] => [
  ...new Set(events.flatMap(({ spender }) => spender ?? [])),
];

/** An event and what is to become of it. */
type Judged = Fresh & ({ command: CommandOf<'charge'>; credits: number } | { refusal: UsageRefusal });

const decide = (
  ref: AccountRef,
  events: readonly UsageEvent[],
  parts: ReadonlyMap<string, readonly UsageOfMinute[]>,
  read: Read,
  now: number,
): AnyDecision<ChargedSome, 'charge'> => {
  const account = accountFrom(ref, read(accountKey(ref)));
  const fresh = unknown(events, hashesOf(parts.values()));
  const budgets = budgetsFor(read, ref, now);
  const meterOf = (id: string) => decode(meters.schema, read(meters.key(ref.agency, id)));
  const judged = judge(account, fresh, { meterOf, budgets, now });
  const charged = judged.flatMap((one) => ('command' in one ? one : []));
  const outcome: ChargedSome = {
    full: fullParts(parts),
    charged: charged.length,
    credits: charged.reduce((sum, { credits }) => sum + credits, 0),
    refused: judged.length - charged.length,
    known: events.length - fresh.length,
  };
  const writes = (posted: readonly (Entry | undefined)[]) => [
    ...[...Map.groupBy(recordsOf(judged, posted), ({ minute }) => minute)].flatMap(([minute, added]) =>
      recordWrites(
        ref,
        minute,
        parts.get(minute) ?? [],
        added.map(({ record }) => record),
      ),
    ),
    ...budgets.writes(),
    ...refusedWrite(
      ref,
      judged.flatMap((one) => ('refusal' in one ? one : [])),
      now,
    ),
  ];
  if (charged.length === 0) return { conclude: () => ({ outcome, writes: writes([]) }) };
  return {
    account: ref,
    commands: charged.map(({ command }) => command),
    conclude: (posted) => ({ outcome, writes: writes(posted) }),
  };
};

type Fresh = { event: UsageEvent; hash: string };

/** Without those that have a record, and each only once. */
const unknown = (events: readonly UsageEvent[], known: ReadonlySet<string>): Fresh[] => {
  const seen = new Set(known);
  return events.flatMap((event) => {
    const hash = eventHash(event);
    if (seen.has(hash)) return [];
    seen.add(hash);
    return { event, hash };
  });
};

/** What events are judged by. */
type Terms = { meterOf: (id: string) => Meter | undefined; budgets: Budgets; now: number };

/** Events one after the other: what can't be paid is refused, and what comes after may still be charged. */
const judge = (account: Account, events: readonly Fresh[], { meterOf, budgets, now }: Terms): Judged[] => {
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

/** @param posted the entry of each event that was charged, in their order */
const recordsOf = (
  judged: readonly Judged[],
  posted: readonly (Entry | undefined)[],
): { minute: string; record: NewRecord }[] => {
  const entries = posted.values();
  return judged.map((one) => {
    const { event, hash } = one;
    const said = { hash, meterId: event.meter, units: event.quantity };
    if ('refusal' in one)
      return { minute: minuteOf(event), record: { ...said, credits: 0, refusal: one.refusal } };
    const entry = entries.next().value;
    const record = { ...said, credits: one.credits, ...(entry && { entry: entry.number }) };
    return { minute: minuteOf(event), record };
  });
};

/**
 * Charges events of one account, however often they are given: each is charged once, or refused once and for all. Events
 * take as few transactions as they fit in.
 * @param hasTime whether another transaction may be begun
 * @returns busy where some are not charged yet: all may be given again
 */
export const chargeUsage = async (
  ledger: Ledger,
  ref: AccountRef,
  events: readonly UsageEvent[],
  hasTime: () => boolean = () => true,
): Promise<Result<Charged, Busy>> => {
  let sum: Charged = { charged: 0, credits: 0, refused: 0, known: 0 };
  let full = NO_PARTS;
  for (const some of inTransactions(events)) {
    if (!hasTime()) return err({ code: 'busy' });
    const done = await chargeSome(ledger, ref, some, full);
    if (!done.ok) return done;
    full = new Map([...full, ...done.value.full]);
    const { charged, credits, refused, known } = done.value;
    sum = {
      charged: sum.charged + charged,
      credits: sum.credits + credits,
      refused: sum.refused + refused,
      known: sum.known + known,
    };
  }
  return ok(sum);
};

/** Events in runs, each of which fits into one transaction: an entry each, the records of their minutes, and budgets. */
function* inTransactions(events: readonly UsageEvent[]): Generator<UsageEvent[]> {
  let some: UsageEvent[] = [];
  const minutes = new Map<string, number>();
  for (const event of events) {
    const minute = minuteOf(event);
    const records = (minutes.get(minute) ?? 0) + 1;
    minutes.set(minute, records);
    const entries = some.length + 1;
    const budgets = spendersOf([...some, event]).length;
    const items = [...minutes.values()].reduce((sum, count) => sum + partsFor(count), entries + budgets);
    if (items > MAX_ITEMS) {
      yield some;
      some = [];
      minutes.clear();
      minutes.set(minute, 1);
    }
    some.push(event);
  }
  if (some.length > 0) yield some;
}
