import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { NO_DELIVERY_FAULTS } from './deliveries.ts';
import { differences } from './differences.ts';
import { faultsOf, NO_FAULTS } from './faults.ts';
import { type Intent, pursue } from './intent.ts';
import { decide, live, operate, workFor } from './lives.ts';
import { takeOver } from './own-time.ts';
import { randomOf, type Random } from './random.ts';
import { openSandbox, type SimulatedSandbox } from './sandbox.ts';
import { System } from './system.ts';
import { Turns } from './turns.ts';

const BEGIN = Date.parse('2026-03-01T00:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ACCOUNTS = ['anna', 'ben'];

/** Hours become milliseconds, so that whoever can meet does. */
const ALL_AT_ONCE = 1e-6;

/** Each customer uses both, often at one moment. */
const DEVICES = ['phone', 'desk'];

/** What came of a scenario: what does not fit, how often what was wanted came about, and whose turns there were. */
export type Outcome = {
  differences: string[];
  done: Map<Intent['kind'], number>;
  turns: number;
  trace: string;
};

/**
 * Plays one scenario: customers of two agencies do what customers do, while messages are lost, come twice and late,
 * the table refuses, and Lambdas end in the middle. Then the weather clears, everything that is under way comes to its
 * end, and the books are held against each other.
 */
export const play = async (seed: number, ledger: Ledger): Promise<Outcome> => {
  const random = randomOf(seed);
  const turns = new Turns(random, BEGIN);
  const giveBack = takeOver(turns, random, randomOf(~seed));
  let sandbox: SimulatedSandbox | undefined;
  try {
    const agencies = [`sim-${seed}-a`, `sim-${seed}-b`];
    sandbox = await openSandbox(turns, random, agencies, (event) => system.deliveries.publish(event));
    const system = new System(turns, random, { ...ledger, now: () => turns.now }, sandbox);
    void turns.start('opening', async () => {
      for (const agency of agencies) await system.open(agency, ACCOUNTS);
    });
    await turns.run();
    const refs = agencies.flatMap((agency) => ACCOUNTS.map((account): AccountRef => ({ agency, account })));
    const intents: Intent[] = [];

    badWeather(system, turns, random);
    for (const ref of refs)
      for (const device of DEVICES)
        void turns.start(device, async () => await live({ system, turns, random }, ref, device, intents));
    void turns.start('workers', async () => await workFor(system, turns, 2 * DAY));
    void turns.start('operations', async () => await operate({ system, turns, random }));
    for (const person of ['rita', 'fred'])
      void turns.start(person, async () => await decide({ system, turns, random }, person, intents));
    await turns.run();

    clearWeather(system, turns);
    void turns.start('drain', async () => await drain(system, { turns, random }, intents));
    await turns.run();
    const found = await differences(system, refs, intents);
    const done = new Map<Intent['kind'], number>();
    for (const { kind, answer } of intents)
      if (answer && answer.status < 300) done.set(kind, (done.get(kind) ?? 0) + 1);

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
};

/** More rounds than this no queue takes that is not filled again. */
const MANY_ROUNDS = 200;

/** Everybody asks until they are answered, every message is worked off, and what runs by schedule has the last word. */
const drain = async (
  system: System,
  { turns, random }: { turns: Turns; random: Random },
  intents: readonly Intent[],
): Promise<void> => {
  for (const intent of intents) await pursue(turns, intent, 5);
  const workOff = async (): Promise<void> => {
    for (let round = 0; !system.isIdle && round < MANY_ROUNDS; round += 1) {
      await turns.sleep(10 * MINUTE);
      await system.work();
    }
  };
  await workOff();
  // The nightly pass reads a month day by day, which takes as many turns as all else together.
  const isLong = random.chance(0.2);
  // What the first of these nights brings to light, such as an order that nobody had captured, may take a day to settle.
  for (let night = 0; night < 3; night += 1) {
    await turns.sleep(2 * DAY);
    await workOff();
    await system.reconcile('recent');
    if (isLong) await system.reconcile('nightly');
    await system.audit();
    await system.sweep();
  }
};
