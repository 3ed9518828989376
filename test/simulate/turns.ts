import { AsyncLocalStorage } from 'node:async_hooks';
import { sha256 } from '../../shared/kernel/ids.ts';
import type { Random } from './random.ts';

/** Something that runs beside others: a customer, a webhook on its way, an invocation of a Lambda. */
type Task = { name: string; alive: boolean; mayCrash: boolean; crash: () => void };

/** A task that waits for its turn: to call the table, or until a time has come. */
type Waiting = { task: Task; due: number; perform: () => Promise<void> };

/** How a task ended. A crash is what a Lambda's end in the middle looks like from outside: no answer. */
export type Ended<Value> =
  | { is: 'done'; value: Value }
  | { is: 'failed'; error: unknown }
  | { is: 'crashed' };

/** A call takes as long, in milliseconds of the simulated clock. */
const CALL_DURATION_MS = 5;

/** Rounds of the event loop within which whatever needs no turn is done. */
const MAX_ROUNDS = 1000;

/** No scenario takes as many turns: one that does goes in circles. */
const MAX_TURNS = 200_000;

/**
 * Runs tasks one step at a time. A step goes from one call of the outside to the next; whose step comes next is drawn
 * by lot, so that every interleaving can come up, and the same seed brings the same one.
 */
export class Turns {
  /** Milliseconds since the epoch, as the simulated world has it. */
  now: number;
  /** Whether lots may fall on crashes. */
  crashes = 0;
  /** The length of a pause, as a share of its length in real life. */
  pace = 1;
  private readonly random: Random;
  private readonly current = new AsyncLocalStorage<Task>();
  private waiting: Waiting[] = [];
  private readonly running = new Set<Task>();
  /** How many turns there were. */
  count = 0;
  /** Stands for whose turns they were and when, what was called and how it went: two runs with one trace were the same. */
  trace = '';

  constructor(random: Random, now: number) {
    this.random = random;
    this.now = now;
  }

  /** Whether the code that asks is a part of the simulation. */
  get isInside(): boolean {
    return this.current.getStore() !== undefined;
  }

  /** The name of the task that asks; none for what is no part of the simulation. */
  get who(): string {
    return this.current.getStore()?.name ?? '';
  }

  /** Starts a task, which runs beside whatever runs already. */
  async start<Value>(name: string, body: () => Promise<Value>, mayCrash = false): Promise<Ended<Value>> {
    return await new Promise((resolve) => {
      const task: Task = {
        name,
        alive: true,
        mayCrash,
        crash: () => {
          end({ is: 'crashed' });
        },
      };
      const end = (ended: Ended<Value>): void => {
        if (!task.alive) return;
        task.alive = false;
        this.running.delete(task);
        this.waiting = this.waiting.filter((one) => one.task !== task);
        resolve(ended);
      };
      this.running.add(task);
      void this.current.run(task, async () => {
        try {
          end({ is: 'done', value: await body() });
        } catch (error) {
          end({ is: 'failed', error });
        }
      });
    });
  }

  /**
   * Waits for a turn, and then does `work`, which is all that happens meanwhile.
   * @param what is done, for the trace
   */
  async take<Value>(work: () => Promise<Value>, what = ''): Promise<Value> {
    return await this.wait(this.now, work, what);
  }

  /** @param milliseconds of the simulated clock */
  async sleep(milliseconds: number): Promise<void> {
    await this.wait(this.now + Math.ceil(milliseconds), async () => {}, 'sleep');
  }

  /** What people and providers take their time for: nearly none, where everything happens at once. */
  async rest(milliseconds: number): Promise<void> {
    await this.sleep(milliseconds * this.pace);
  }

  /** Goes on until every task has ended. */
  async run(): Promise<void> {
    await quiet();
    while (this.running.size > 0) {
      if (this.waiting.length === 0) await this.someoneWaits();
      else await this.step();
    }
  }

  private async step(): Promise<void> {
    this.count += 1;
    if (this.count > MAX_TURNS) throw new Error(`no end after ${MAX_TURNS} turns`);
    const next = this.draw();
    if (this.crashing(next)) return await quiet();
    this.now += CALL_DURATION_MS;
    this.mark(`${next.task.name} ${this.now}`);
    await next.perform();
    await quiet();
    this.crashing(next);
    await quiet();
  }

  /** Whoever runs comes to a wait or to its end: to wait for anything else would be chance. */
  private async someoneWaits(): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      await quiet();
      if (this.waiting.length > 0 || this.running.size === 0) return;
    }
    const names = [...this.running].map(({ name }) => name);
    throw new Error(`waiting for what is no part of the simulation: ${names.join(', ')}`);
  }

  private async wait<Value>(due: number, work: () => Promise<Value>, what: string): Promise<Value> {
    const task = this.current.getStore();
    if (!task) throw new Error('only a task has turns');
    return await new Promise((resolve, reject) => {
      const perform = async (): Promise<void> => {
        try {
          const value = await this.current.exit(work);
          this.mark(`${what} ok`);
          resolve(value);
        } catch (error) {
          this.mark(`${what} ${error instanceof Error ? error.name : ''}`);
          reject(error instanceof Error ? error : new TypeError('not an error', { cause: error }));
        }
      };
      if (task.alive) this.waiting.push({ task, due, perform });
    });
  }

  /** One of those whose time has come; if there is none, the clock goes on to the first. */
  private draw(): Waiting {
    const soonest = Math.min(...this.waiting.map(({ due }) => due));
    this.now = Math.max(this.now, soonest);
    const ready = this.waiting.filter(({ due }) => due <= this.now);
    const next = ready[this.random.below(ready.length)];
    if (!next) throw new Error('nobody waits');
    this.waiting.splice(this.waiting.indexOf(next), 1);
    return next;
  }

  private crashing({ task }: Waiting): boolean {
    const hit = task.mayCrash && task.alive && this.crashes > 0 && this.random.chance(this.crashes);
    if (hit) {
      this.mark(`${task.name} crashes`);
      task.crash();
    }
    return hit;
  }

  private mark(what: string): void {
    this.trace = sha256(`${this.trace} ${what}`);
  }
}

/** Lets everything run that can run without the outside. */
const quiet = async (): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
};
