import { meters } from '../agency/catalogue.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, balanceAt, timeOf } from '../ledger/account.ts';
import { chargeOf } from '../ledger/charge.ts';
import type { CommandOf } from '../ledger/command.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type AnyDecision, type Busy, type Operation } from '../ledger/run.ts';
import type { Account } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import type { Meter } from '../table/items/meter.ts';
import type { UsageRefusal } from '../table/items/usage.ts';
import { accountKey } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import { eventHash, minuteOf } from './event.ts';
import { partKeys, partsFor, partsOf, recordWrites, type NewRecord } from './records.ts';

/** What became of events: how many were charged now and for how many credits, refused now, or known before. */
export type Charged = { charged: number; credits: number; refused: number; known: number };

/** Of the 100 items of a transaction: the rest is for the account, its name, and what has expired or merged. */
const MAX_ITEMS = 88;

/** Charges as many of one account's events as one transaction takes, after those that were charged before. */
const chargeSome = async (
  ledger: Ledger,
  ref: AccountRef,
  events: readonly UsageEvent[],
): Promise<Result<Charged, Busy>> => {
  const operation: Operation<Charged, never, 'charge'> = {
    keys: [
      accountKey(ref),
      ...[...new Set(events.map(({ meter }) => meter))].map((id) => meters.key(ref.agency, id)),
      ...minutesOf(events).flatMap((minute) => partKeys(ref, minute)),
    ],
    linked: (read) => minutesOf(events).flatMap((minute) => partKeys(ref, minute, read)),
    decide: (read, now) => ok(decide(ref, events, read, now)),
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

/** An event and what is to become of it. */
type Judged = { event: UsageEvent; hash: string } & (
  | { meter: Meter; credits: number }
  | { refusal: UsageRefusal }
);

const decide = (
  ref: AccountRef,
  events: readonly UsageEvent[],
  read: Read,
  now: number,
): AnyDecision<Charged, 'charge'> => {
  const account = accountFrom(ref, read(accountKey(ref)));
  const parts = new Map(minutesOf(events).map((minute) => [minute, partsOf(ref, minute, read)]));
  const known = new Set([...parts.values()].flat().flatMap((part) => part.events.map(({ hash }) => hash)));
  const fresh = unknown(events, known);
  const judged = judge(account, fresh, (id) => decode(meters.schema, read(meters.key(ref.agency, id))), now);
  const charged = judged.flatMap((one) => ('meter' in one ? one : []));
  const outcome: Charged = {
    charged: charged.length,
    credits: charged.reduce((sum, { credits }) => sum + credits, 0),
    refused: judged.length - charged.length,
    known: events.length - fresh.length,
  };
  const writes = (posted: readonly (Entry | undefined)[]) =>
    [...Map.groupBy(recordsOf(judged, posted), ({ minute }) => minute)].flatMap(([minute, added]) =>
      recordWrites(
        ref,
        minute,
        parts.get(minute) ?? [],
        added.map(({ record }) => record),
      ),
    );
  if (charged.length === 0) return { conclude: () => ({ outcome, writes: writes([]) }) };
  return {
    account: ref,
    commands: charged.map(commandOf),
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

/** Events one after the other: what the account can't pay for is refused, and what comes after may still be charged. */
const judge = (
  account: Account,
  events: readonly Fresh[],
  meterOf: (id: string) => Meter | undefined,
  now: number,
): Judged[] => {
  let { available } = balanceAt(account, Date.parse(timeOf(account, now)));
  let carries = account.carries ?? [];
  return events.map((fresh): Judged => {
    const meter = meterOf(fresh.event.meter);
    if (!meter) return { ...fresh, refusal: 'unknown_meter' };
    const charge = chargeOf(carries, meter.id, meter, fresh.event.quantity);
    if (!charge.ok) return { ...fresh, refusal: charge.error.code };
    const { credits } = charge.value;
    if (credits > 0n && account.debt > 0) return { ...fresh, refusal: 'account_in_debt' };
    if (credits > available) return { ...fresh, refusal: 'insufficient_credits' };
    available -= Number(credits);
    carries = [...charge.value.carries];
    return { ...fresh, meter, credits: Number(credits) };
  });
};

const commandOf = ({ event, meter }: { event: UsageEvent; meter: Meter }): CommandOf<'charge'> => {
  const { id, name, creditsPer, per } = meter;
  const { reference = event.id, quantity: units } = event;
  return {
    type: 'charge',
    kind: 'usage',
    reference,
    label: name,
    meter: id,
    price: { creditsPer, per },
    units,
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
  for (const some of inTransactions(events)) {
    if (!hasTime()) return err({ code: 'busy' });
    const done = await chargeSome(ledger, ref, some);
    if (!done.ok) return done;
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

/** Events in runs, each of which fits into one transaction: an entry each, and the records of their minutes. */
function* inTransactions(events: readonly UsageEvent[]): Generator<UsageEvent[]> {
  let some: UsageEvent[] = [];
  const minutes = new Map<string, number>();
  for (const event of events) {
    const minute = minuteOf(event);
    const records = (minutes.get(minute) ?? 0) + 1;
    minutes.set(minute, records);
    const items = [...minutes.values()].reduce((sum, count) => sum + partsFor(count), some.length + 1);
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
