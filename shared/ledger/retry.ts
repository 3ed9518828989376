const FIRST_SPAN_MS = 8;
const LONGEST_SPAN_MS = 100;

/**
 * Waits before the next attempt: a random part of a span that doubles, so that writers who collided do not collide again.
 * @param attempt how many attempts have failed, from 0
 * @param left milliseconds until the deadline
 * @returns false, without waiting, where the wait would outlast the deadline
 */
export const backOff = async (attempt: number, left: number): Promise<boolean> => {
  const wait = Math.min(LONGEST_SPAN_MS, FIRST_SPAN_MS * 2 ** attempt) * Math.random();
  if (wait >= left) return false;
  await new Promise((wake) => setTimeout(wake, wait));
  return true;
};
