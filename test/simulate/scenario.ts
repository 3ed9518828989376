import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { NO_DELIVERY_FAULTS } from './deliveries.ts';
import { employ } from './agents.ts';
import { allowanceActs } from './allowances.ts';
import { decide } from './deciding.ts';
import { differences } from './differences.ts';
import { booksThatDiffer } from './differences-of-books.ts';
import { figuresThatDiffer, liabilitiesThatDiffer } from './differences-of-events.ts';
import { giftAccountsOf } from './differences-of-gifts.ts';
import { PHONE_LIMIT } from './differences-of-budgets.ts';
import { holdForCustomers } from './holding.ts';
import { isHolder } from './wishes.ts';
import { faultsOf, NO_FAULTS } from './faults.ts';
import { awaitedBy, cameAbout, type Intent, pursue } from './intent.ts';
import { live, operate, workFor } from './lives.ts';
import { liveOn, lookForPending, mergeInto, MERGING } from './merging-of-accounts.ts';
import { manage, officeActs } from './office.ts';
import { termsActs } from './terms.ts';
import { isPartlyQueued, report } from './senders.ts';
import { takeOver } from './own-time.ts';
import { randomOf, type Random } from './random.ts';
import { DRAWN, type ProviderFaults } from './provider-faults.ts';
import { openSandbox, type SimulatedSandbox } from './sandbox.ts';
import { System } from './system.ts';
import { Turns } from './turns.ts';
import { DAY_MS, MINUTE_MS } from '../../shared/kernel/durations.ts';

const BEGIN = Date.parse('2026-03-01T00:00:00.000Z');

const ACCOUNTS = ['anna', 'ben'] as const;

/** Hours become milliseconds, so that everything that can run at the same time does. */
const ALL_AT_ONCE = 1e-6;

/** Each customer uses both, often at one moment. */
const DEVICES = ['phone', 'desk'];

/** A scenario's result: differences found, how often each intent succeeded, and the turns by their owner. */
export type Outcome = {
  differences: string[];
  done: Map<Intent['kind'], number>;
  turns: number;
  trace: string;
};

type Played = { intents: readonly Intent[]; refs: readonly AccountRef[] };

/**
 * Plays one scenario: customers of two agencies do what customers do, while messages are lost, come twice and late,
 * the table refuses, and Lambdas end in the middle. Then the weather clears, everything that is under way comes to its
 * end, and the books are held against each other.
 */
export const play = async (seed: number, ledger: Ledger, drawn: ProviderFaults = DRAWN): Promise<Outcome> => {
  const random = randomOf(seed);
  const turns = new Turns(random, BEGIN);
  const giveBack = takeOver(turns, random, randomOf(~seed));
  let sandbox: SimulatedSandbox | undefined;
  try {
    const agencies = [`sim-${seed}-a`, `sim-${seed}-b`];
    sandbox = await openSandbox(turns, random, { agencies, drawn }, (event) =>
      system.deliveries.publish(event),
    );
    const system = new System(turns, random, { ...ledger, now: () => turns.now }, sandbox);
    const [a, b] = ACCOUNTS;
    const customers = agencies.map(
      (agency) =>
        [
          { agency, account: a },
          { agency, account: b },
        ] as const,
    );
    const merging = agencies.map((agency) => ({ agency, account: MERGING }));
    const refs = [...customers.flat(), ...merging];
    const intents: Intent[] = [];
    const failures: string[] = [];
    const begin = async (name: string, body: () => Promise<void>): Promise<void> => {
      const ended = await turns.start(name, body);
      if (ended.is === 'failed') failures.push(`${name} failed: ${String(ended.error)}`);
    };
    void begin('opening', async () => {
      for (const agency of agencies) await system.open(agency, [...ACCOUNTS, MERGING]);
      for (const ref of refs) {
        if (isHolder(ref)) await system.giveBudget(ref, PHONE_LIMIT);
        await system.trust(ref, random.pick([0, 0, 40]));
      }
      // However far back a clock jumps later, all of this was before.
      await turns.sleep(DAY_MS);
    });
    await turns.run();
    const refsOf = ([first, second]: (typeof customers)[number]) =>
      [first, second, ...merging.filter(({ agency }) => agency === first.agency)] as const;

    badWeather(system, turns, random);
    sandbox.badWeather();
    const everybody = customers.flat();
    for (const ref of everybody)
      for (const device of DEVICES)
        void begin(
          device,
          async () => await live({ system, turns, random }, ref, device, intents, everybody),
        );
    const [owner, ...owners] = everybody.filter(isHolder);
    if (owner) {
      const chosen = random.pick([owner, ...owners]);
      void begin('agent', async () => await employ({ system, turns, random }, chosen, intents));
    }
    for (const ref of merging) {
      const [heir, friend] = customers.find(([{ agency }]) => agency === ref.agency) ?? [];
      if (!heir || !friend) continue;
      void begin('watch', async () => await liveOn({ system, turns, random }, { ref, friend }, intents));
      void begin('mona', async () => await mergeInto({ system, turns, random }, ref, heir, intents));
    }
    void begin('workers', async () => await workFor(system, turns, 2 * DAY_MS));
    void begin('operations', async () => await operate({ system, turns, random }));
    for (const person of ['rita', 'fred'])
      void begin(person, async () => await decide({ system, turns, random }, person, intents));
    for (const each of customers)
      for (const person of ['olga', 'emil'])
        void begin(
          person,
          async () =>
            await manage({ system, turns, random }, person, each, intents, [...officeActs, ...termsActs]),
        );
    for (const each of customers)
      for (const giver of ['alma', 'kurt'] as const)
        void begin(
          giver,
          async () =>
            await manage({ system, turns, random }, giver, each, intents, allowanceActs(giver, each)),
        );
    for (const each of customers)
      void begin('robot', async () => await holdForCustomers({ system, turns, random }, each, intents));
    for (const each of customers)
      void begin('meters', async () => await report({ system, turns, random }, refsOf(each), intents));
    await turns.run();

    clearWeather(system, turns);
    sandbox.clearWeather();
    let early: string[] = [];
    void begin('drain', async () => {
      early = await drain(system, { turns, random }, { intents, refs });
    });
    await turns.run();
    const found = [...failures, ...early, ...(await differences(system, refs, intents))];
    const done = new Map<Intent['kind'], number>();
    for (const intent of intents)
      if (cameAbout(intent)) done.set(intent.kind, (done.get(intent.kind) ?? 0) + 1);
    return { differences: found, done, turns: turns.count, trace: turns.trace };
  } finally {
    await sandbox?.close();
    giveBack();
  }
};

const badWeather = (system: System, turns: Turns, random: Random): void => {
  system.faults = faultsOf(random);
  turns.crashes = system.faults.crash;
  turns.pace = random.pick([1, 1, ALL_AT_ONCE]);
  for (const queue of [system.payments, system.requests])
    queue.faults = { refuse: random.pick([0, 0.1, 0.3]), twice: random.pick([0, 0.1, 0.3]) };
  system.deliveries.faults = {
    lost: system.hasReconciler ? random.pick([0, 0.2, 0.5]) : 0,
    twice: random.pick([0, 0.2]),
    forged: random.pick([0, 0.05]),
  };
  system.metering.badWeather();
  system.pipeline.badWeather();
  system.line.lost = random.pick([0, 0.05, 0.2]);
};

const clearWeather = (system: System, turns: Turns): void => {
  system.faults = NO_FAULTS;
  turns.crashes = 0;
  turns.pace = 1;
  for (const queue of [system.payments, system.requests]) queue.faults = { refuse: 0, twice: 0 };
  system.deliveries.faults = NO_DELIVERY_FAULTS;
  system.line.lost = 0;
  system.line.down.clear();
  system.metering.clearWeather();
  system.pipeline.clearWeather();
};

/** More rounds than this no queue takes that is not filled again. */
const MAX_ROUNDS = 200;

/**
 * Repeats requests until they have answers, handles every message, and runs the schedules last.
 * @returns liability totals and figures that are wrong although nothing is in flight
 */
const drain = async (
  system: System,
  { turns, random }: { turns: Turns; random: Random },
  { intents, refs }: Played,
): Promise<string[]> => {
  const decisions = intents.filter(({ kind }) => kind === 'approval' || kind === 'decline');
  for (const decision of decisions) await pursue(turns, decision, 5);
  // What was approved since is answered at last.
  for (const intent of intents)
    if (awaitedBy(intent) !== undefined || isPartlyQueued(intent)) delete intent.answer;
  for (const intent of intents) await pursue(turns, intent, 5);
  for (const intent of intents) if (intent.kind === 'merge') await lookForPending(system, turns, intent);
  await workOff(system, turns);
  const accounts = [...refs, ...(await giftAccountsOf(system.ledger.table, refs))];
  const found = [
    ...(await liabilitiesThatDiffer(system, accounts)),
    ...(await figuresThatDiffer(system, accounts)),
    ...(await booksThatDiffer(system.ledger, accounts)),
  ];
  // The nightly pass reads a month day by day, which takes as many turns as all else together: once will do.
  // It is also what finds a payment that had happened more than a week before the first of all recent passes.
  const isLong = random.chance(0.2) || system.ledger.now() - system.begunAt > 5 * DAY_MS;
  // What the first of these nights brings to light, such as an order that nobody had captured, may take a day to settle.
  for (let night = 0; night < 3; night += 1) {
    await turns.sleep(2 * DAY_MS);
    await workOff(system, turns);
    await system.reconcile('recent');
    if (isLong && night === 0) await system.reconcile('nightly');
    // An allowance that is late keeps the books open.
    await system.sweep();
    await system.audit();
  }
  await workOff(system, turns);
  return found.map((difference) => `before any audit: ${difference}`);
};

const workOff = async (system: System, turns: Turns): Promise<void> => {
  for (let round = 0; !system.isIdle && round < MAX_ROUNDS; round += 1) {
    await turns.sleep(10 * MINUTE_MS);
    await system.work();
  }
};
