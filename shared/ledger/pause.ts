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
