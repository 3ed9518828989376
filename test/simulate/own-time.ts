import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/**
 * Puts clock, waits and chance of this process under the simulation, so that a seed brings the same again. What is no
 * part of a task, such as the HTTP client below the SDK, waits and draws for itself, since it may try again whenever a
 * connection was lost.
 * @param elsewhere what the ids at the providers' stand-in are drawn from
 * @returns how to put everything back
 */
export const takeOver = (turns: Turns, random: Random, elsewhere: Random): (() => void) => {
  const real = {
    setTimeout: globalThis.setTimeout,
    random: Math.random.bind(Math),
    now: performance.now.bind(performance),
    date: Date.now,
    randomUUID: crypto.randomUUID,
    randomInt: crypto.randomInt,
    randomBytes: crypto.randomBytes,
    sleep: timers.setTimeout,
  };
  const begin = turns.now;
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('');

  const uuid = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}` as const;

  Object.assign(globalThis, {
    setTimeout: (wake: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) => {
      if (!turns.isInside) return real.setTimeout(wake, milliseconds, ...given);
      void turns.sleep(milliseconds).then(() => wake(...given));
      return undefined;
    },
  });
  Math.random = () => (turns.isInside ? random.next() : real.random());
  performance.now = () => (turns.isInside ? turns.now - begin : real.now());
  Date.now = () => turns.now;
  Object.assign(crypto, {
    randomInt: (least: number, below?: number) => {
      const by = turns.isInside ? random : elsewhere;
      return below === undefined ? by.below(least) : least + by.below(below - least);
    },
    randomBytes: (count: number) =>
      turns.isInside ? Buffer.from(hex(2 * count), 'hex') : real.randomBytes(count),
  });
  crypto.randomUUID = () => (turns.isInside ? uuid() : real.randomUUID());
  Object.assign(timers, {
    setTimeout: async (milliseconds: number) => {
      await (turns.isInside ? turns.sleep(milliseconds) : real.sleep(milliseconds));
    },
  });
  syncBuiltinESMExports();

  return () => {
    globalThis.setTimeout = real.setTimeout;
    Math.random = real.random;
    performance.now = real.now;
    Date.now = real.date;
    const { randomUUID, randomInt, randomBytes } = real;
    Object.assign(crypto, { randomUUID, randomInt, randomBytes });
    Object.assign(timers, { setTimeout: real.sleep });
    syncBuiltinESMExports();
  };
};
