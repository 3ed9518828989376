import type { Ledger } from './ledger.ts';

const FIRST_PAUSE = 8;
const LONGEST_PAUSE = 100;

/**
 * Waits before the next attempt: a random part of a span that doubles, so that those who collided don't meet again.
 * @param left milliseconds until the deadline
 * @returns false, without waiting, where the wait would outlast the deadline
 */
export const pause = async (attempt: number, left: number): Promise<boolean> => {
  const span = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
  const wait = span * Math.random();
  if (wait >= left) return false;
  await new Promise((wake) => setTimeout(wake, wait));
  return true;
};

/**
 * Tries until something comes of it, with a pause after each try that did not.
 * @param attempt is handed the ledger with what is left of its deadline
 * @returns undefined where nothing came of it before the deadline
 */
export const withinDeadline = async <Value>(
  ledger: Ledger,
  attempt: (left: Ledger) => Promise<Value | undefined>,
): Promise<Value | undefined> => {
  const end = performance.now() + ledger.deadline;
  for (let tried = 0; ; tried += 1) {
    const value = await attempt({ ...ledger, deadline: end - performance.now() });
    if (value !== undefined) return value;
    if (!(await pause(tried, end - performance.now()))) return undefined;
  }
};
