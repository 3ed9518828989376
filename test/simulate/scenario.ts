import type { AccountRef } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { differences } from './differences.ts';
import { faultsOf, NO_FAULTS } from './faults.ts';
import { type Intent, pursue } from './intent.ts';
import { decide, live, operate, workFor } from './lives.ts';
import { takeOver } from './own-time.ts';
import { randomOf, type Random } from './random.ts';
import { System } from './system.ts';
import { Turns } from './turns.ts';

const BEGIN = Date.parse('2026-03-01T00:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ACCOUNTS = ['anna', 'ben'];

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
  const giveBack = takeOver(turns, random);
  try {
    const system = new System(turns, random, { ...ledger, now: () => turns.now });
    const agencies = [`sim-${seed}-a`, `sim-${seed}-b`];
    for (const agency of agencies) await system.open(agency, ACCOUNTS);
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
    void turns.start('drain', async () => await drain(system, turns, intents));
    await turns.run();
    const found = await differences(system, refs, intents);
    const done = new Map<Intent['kind'], number>();
    for (const { kind, answer } of intents)
      if (answer && answer.status < 300) done.set(kind, (done.get(kind) ?? 0) + 1);
    return { differences: found, done, turns: turns.count, trace: turns.trace };
  } finally {
    giveBack();
  }
};

const badWeather = (system: System, turns: Turns, random: Random): void => {
  system.faults = faultsOf(random);
  turns.crashes = system.faults.crash;
  for (const queue of [system.payments, system.requests])
    queue.faults = { refuse: random.pick([0, 0.1]), twice: random.pick([0, 0.1, 0.3]) };
  system.webhooks = { lost: random.pick([0, 0.2, 0.5]), twice: random.pick([0, 0.2]) };
};

const clearWeather = (system: System, turns: Turns): void => {
  system.faults = NO_FAULTS;
  turns.crashes = 0;
  for (const queue of [system.payments, system.requests]) queue.faults = { refuse: 0, twice: 0 };
  for (const provider of system.providers.values()) provider.isDown = false;
};

/** More rounds than this no queue takes that is not filled again. */
const MANY_ROUNDS = 200;

/** Everybody asks until they are answered, every message is worked off, and what runs by schedule has the last word. */
const drain = async (system: System, turns: Turns, intents: readonly Intent[]): Promise<void> => {
  for (const intent of intents) await pursue(turns, intent, 5);
  for (let round = 0; !system.isIdle && round < MANY_ROUNDS; round += 1) {
    await turns.sleep(10 * MINUTE);
    await system.work();
  }
  for (let night = 0; night < 2; night += 1) {
    await turns.sleep(2 * DAY);
    await system.reconcile('recent');
    await system.reconcile('nightly');
    await system.sweep();
  }
};
