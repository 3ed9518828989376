import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** Work that goes on until it is stopped. */
export type Background = { stop: () => Promise<void> };

const ERROR_PAUSE_MS = 500;

/** A call, because a compiler takes a property that it has seen once for constant. */
export const isStopped = (signal: AbortSignal): boolean => signal.aborted;

/** Waits, but no longer than until the signal. */
export const pause = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await sleep(milliseconds, undefined, { signal }).catch(() => {});
};

/**
 * Does `step` again and again. An error, such as an engine that is gone for a moment, is logged once and tried again.
 */
export const repeat = (what: string, log: Log, step: (signal: AbortSignal) => Promise<void>): Background => {
  const controller = new AbortController();
  const { signal } = controller;
  const run = async (): Promise<void> => {
    let failing = false;
    while (!isStopped(signal)) {
      try {
        await step(signal);
        failing = false;
      } catch (error) {
        if (isStopped(signal)) return;
        if (!failing) log(`${what}: ${error instanceof Error ? error.message : String(error)}; trying again`);
        failing = true;
        await pause(ERROR_PAUSE_MS, signal);
      }
    }
  };
  const ended = run();
  return {
    stop: async () => {
      controller.abort();
      await ended;
    },
  };
};

/** Waits for the work, but for no more than the milliseconds. */
export const bounded = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
};
