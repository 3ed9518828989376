import { meters } from '../agency/catalogue.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { AccountMergedError } from '../ledger/account-merged-error.ts';
import { newSalt } from '../ledger/entry-hash.ts';
import { refuseMerged, standingIn } from '../ledger/merged.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { run, type AnyDecision, type Busy, type Operation } from '../ledger/run.ts';
import type { Entry } from '../table/items/entry.ts';
import { budgetsFor } from '../spenders/spend-one-by-one.ts';
import { accountKey } from '../table/keys.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import type { UsageEvent } from '../table/items/usage-event.ts';
import type { Batch, KeepBatch } from './batch.ts';
import { minuteOf } from './event.ts';
import { refusedWrites } from './refused-usage.ts';
import { inTransactions } from './in-transactions.ts';
import { judge, type Judged } from './judge.ts';
import { movementsOf, type Movement } from './movements.ts';
import { fullParts, NO_PARTS, recordWrites, type FullParts, type NewRecord } from './records.ts';
import { freshAmong, keysToJudge, metersOf, partsByMinute, recordKeys } from './to-charge.ts';

/** What became of events: how many were charged now and for how many credits, refused now, or known before. */
export type Charged = { charged: number; credits: number; refused: number; known: number };

/** What charging needs of the world. */
export type UsageParts = { ledger: Ledger; keepBatch: KeepBatch };

/** What became of some events, and which parts of their minutes were full by then. */
type Done = { charged: Charged; full: FullParts };

/** What was done; or, if there is any, what has to be kept in the bucket before it can be done. */
type Step = Done & { unkept: readonly Batch[] };

/**
 * Events of one account.
 * @property batched the meters whose events share entries
 * @property full the parts that need not be read again
 * @property passesOn whether there are so few of them that they fit where the account has merged
 */
type Some = {
  ref: AccountRef;
  passesOn: boolean;
  events: readonly UsageEvent[];
  batched: ReadonlySet<string>;
  full: FullParts;
};

/** Other batches follow only where the account changed meanwhile so that other events are refused. */
const MAX_STEPS = 5;

/** What is kept of batches so far, by their ids, and their salt. */
type Kept = { ids: Set<string>; salt: string };

/** Charges as many of one account's events as one transaction takes, after those that were charged before. */
const chargeSome = async ({ ledger, keepBatch }: UsageParts, some: Some): Promise<Result<Done, Busy>> => {
  const kept: Kept = { ids: new Set(), salt: newSalt() };
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const done = await tryOnce(ledger, some, kept);
    if (!done.ok) return done;
    const { unkept } = done.value;
    if (unkept.length === 0) return done;
    await Promise.all(unkept.map((batch) => keepBatch(some.ref, batch)));
    for (const { id } of unkept) kept.ids.add(id);
  }
  return err({ code: 'busy' });
};

const tryOnce = async (ledger: Ledger, some: Some, kept: Kept): Promise<Result<Step, Busy>> => {
  const { ref, events, full } = some;
  const operation: Operation<Step, never, 'charge'> = {
    keys: [...keysToJudge(ref, events), ...recordKeys(ref, events, undefined, full)],
    linked: (read) => recordKeys(ref, events, read, full),
    decide: (read, now) => ok(decide(some, kept, read, now)),
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
    ok({
      account: ref,
      passesOn: true,
      commands: [{ type: 'expire' }],
      conclude: () => ({ outcome: undefined }),
    }),
});

const decide = (
  { ref, events, batched, full, passesOn }: Some,
  kept: Kept,
  read: Read,
  now: number,
): AnyDecision<Step, 'charge'> => {
  if (!passesOn) refuseMerged(read, ref);
  const account = standingIn(read, ref);
  const parts = partsByMinute(ref, events, full, read);
  const fresh = freshAmong(events, parts, batched);
  const budgets = budgetsFor(read, ref, now);
  const known = new Map(
    metersOf(events).map((id) => [id, decode(meters.schema, read(meters.key(ref.agency, id)))]),
  );
  const judged = judge(account, fresh, { meterOf: (id) => known.get(id), budgets, now });
  const charging = judged.flatMap((one) => ('command' in one ? one : []));
  const movements = movementsOf(charging, batched, kept.salt);
  const unkept = movements.flatMap(({ batch }) => (batch && !kept.ids.has(batch.id) ? batch : []));
  const charged: Charged = {
    charged: charging.length,
    credits: charging.reduce((sum, { credits }) => sum + credits, 0),
    refused: judged.length - charging.length,
    known: events.length - fresh.length,
  };
  const outcome = { charged, unkept, full: fullParts(parts) };
  if (unkept.length > 0) return { conclude: () => ({ outcome }) };
  const writes = (posted: readonly (Entry | undefined)[]) => [
    ...[...Map.groupBy(recordsOf(judged, movements, posted), ({ minute }) => minute)].flatMap(
      ([minute, added]) =>
        recordWrites(
          ref,
          minute,
          parts.get(minute) ?? [],
          added.map(({ record }) => record),
        ),
    ),
    ...budgets.writes(),
    ...refusedWrites(
      ref,
      judged.flatMap((one) => ('refusal' in one ? one : [])),
      now,
    ),
  ];
  if (movements.length === 0) return { conclude: () => ({ outcome, writes: writes([]) }) };
  return {
    account: ref,
    passesOn: true,
    commands: movements.map(({ command }) => command),
    conclude: (posted) => ({ outcome, writes: writes(posted) }),
  };
};

/** @param posted the entry of each movement, in their order */
const recordsOf = (
  judged: readonly Judged[],
  movements: readonly Movement[],
  posted: readonly (Entry | undefined)[],
): { minute: string; record: NewRecord }[] => {
  const entries = new Map(
    movements.flatMap(({ of }, place) => of.map(({ hash }) => [hash, posted[place]?.number] as const)),
  );
  return judged.map((one) => {
    const { event, hash } = one;
    const said = { hash, meterId: event.meter, units: event.quantity };
    const minute = minuteOf(event);
    if ('refusal' in one) return { minute, record: { ...said, credits: 0, refusal: one.refusal } };
    const entry = entries.get(hash);
    const { credits, command } = one;
    const charged = { ...said, price: command.price, credits };
    return { minute, record: { ...charged, ...(entry !== undefined && { entry }) } };
  });
};

/**
 * Charges events of one account, however often they are given: each is charged once, or refused once and for all. Events
 * take as few transactions as they fit in; fewer fit where the account has merged into another one.
 * @param hasTime whether another transaction may be begun
 * @returns busy where some are not charged yet: all may be given again
 */
export const chargeUsage = async (
  parts: UsageParts,
  ref: AccountRef,
  events: readonly UsageEvent[],
  hasTime: () => boolean = () => true,
): Promise<Result<Charged, Busy>> => {
  const batched = await batchedMeters(parts.ledger, ref, events);
  const all = { ref, events, batched };
  try {
    return await chargeAll(parts, { ...all, passesOn: false }, hasTime);
  } catch (error) {
    if (!(error instanceof AccountMergedError)) throw error;
    return await chargeAll(parts, { ...all, passesOn: true }, hasTime);
  }
};

const chargeAll = async (
  parts: UsageParts,
  { events, ...all }: Omit<Some, 'full'>,
  hasTime: () => boolean,
): Promise<Result<Charged, Busy>> => {
  let sum: Charged = { charged: 0, credits: 0, refused: 0, known: 0 };
  let full = NO_PARTS;
  for (const some of inTransactions(events, all.batched, all.passesOn)) {
    if (!hasTime()) return err({ code: 'busy' });
    const done = await chargeSome(parts, { ...all, events: some, full });
    if (!done.ok) return done;
    full = new Map([...full, ...done.value.full]);
    const { charged, credits, refused, known } = done.value.charged;
    sum = {
      charged: sum.charged + charged,
      credits: sum.credits + credits,
      refused: sum.refused + refused,
      known: sum.known + known,
    };
  }
  return ok(sum);
};

/** The meters of events whose entries are batches. */
const batchedMeters = async (
  { table }: Ledger,
  { agency }: AccountRef,
  events: readonly UsageEvent[],
): Promise<ReadonlySet<string>> => {
  const ids = metersOf(events);
  const read = await readTogether(
    table,
    ids.map((id) => meters.key(agency, id)),
  );
  return new Set(
    ids.filter((id) => decode(meters.schema, read(meters.key(agency, id)))?.entries === 'batch'),
  );
};
