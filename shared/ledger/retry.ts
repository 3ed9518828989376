/** Milliseconds that an attempt takes on AWS. One that a failing service ends at once counts as long. */
const SHORTEST_ATTEMPT_MS = 20;

/** How many times as long as the attempt a wait may last, after the first, second … attempt. */
const LONGEST = 8;
/** From this attempt on the waits grow shorter again. */
const LONGEST_AT = Math.log2(LONGEST);

/** @returns 1, 2, 4, 8, 4, 2.7, 2 … and never less than 1 again */
const factorAfter = (attempt: number): number =>
  attempt <= LONGEST_AT ? 2 ** attempt : Math.max(1, LONGEST / (attempt - LONGEST_AT + 1));

/**
 * Waits before the next attempt: a random part of a span, so that writers who collided do not collide again. It is
 * measured in attempts, so that a slow table gets fewer of them. It doubles while the others may soon be done; whoever
 * has waited for long then goes before those who came later.
 * @param attempt how many attempts have failed before this one
 * @param took milliseconds that this one took
 * @param left milliseconds until the deadline
 * @returns false, without waiting, where the wait would outlast the deadline
 */
export const backOff = async (attempt: number, took: number, left: number): Promise<boolean> => {
  const wait = Math.max(SHORTEST_ATTEMPT_MS, took) * factorAfter(attempt) * Math.random();
  if (wait >= left) return false;
  await new Promise((wake) => setTimeout(wake, wait));
  return true;
};
