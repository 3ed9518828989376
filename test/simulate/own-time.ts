import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/**
 * Puts clock, waits and chance of this process under the simulation, so that a seed brings the same again. What is no
 * part of a task, such as the HTTP client below the SDK, keeps the real ones.
 * @returns how to put everything back
 */
export const takeOver = (turns: Turns, random: Random): (() => void) => {
  const real = {
    setTimeout: globalThis.setTimeout,
    random: Math.random,
    now: performance.now.bind(performance),
    randomUUID: crypto.randomUUID,
    sleep: timers.setTimeout,
  };
  const begin = turns.now;
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('');

  Object.assign(globalThis, {
    setTimeout: (wake: () => void, milliseconds = 0) => {
      if (!turns.isInside) return real.setTimeout(wake, milliseconds);
      void turns.sleep(milliseconds).then(wake);
      return undefined;
    },
  });
  Math.random = () => random.next();
  performance.now = () => (turns.isInside ? turns.now - begin : real.now());
  crypto.randomUUID = () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
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
    crypto.randomUUID = real.randomUUID;
    Object.assign(timers, { setTimeout: real.sleep });
    syncBuiltinESMExports();
  };
};
