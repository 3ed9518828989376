import type { AgencyId } from '../kernel/ids.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

/** How one agency's turn ended: `isCut` where its time ran out, so that it wants another. */
export type Turn = { isCut: boolean };

/** Agencies that have their turn at one time: with the run that calls them, four of the ten instances of a new AWS account. */
const MAX_PARALLEL_TURNS = 3;

/** Milliseconds: what a turn takes at most, and without which none is begun. */
export const MAX_TURN_MS = 5 * MINUTE_MS;
const MIN_TURN_MS = MINUTE_MS;

/** Milliseconds that a run keeps for itself: a turn that uses all of its time answers a little later. */
const RESERVE_MS = 30_000;

/**
 * Gives every agency its turn, some at one time. One that needs longer than a turn gets another behind the others, while
 * there is time; a turn that fails is left to the next run.
 * @param take an agency's turn, within so many milliseconds; undefined where it failed
 * @param timeLeft milliseconds until the run is cut off
 * @returns how the last turn of each ended; an agency that had none is missing, and undefined is one that failed
 */
export const inTurns = async <Ended extends Turn>(
  agencies: readonly AgencyId[],
  take: (agency: AgencyId, forMs: number) => Promise<Ended | undefined>,
  timeLeft: () => number,
): Promise<ReadonlyMap<AgencyId, Ended | undefined>> => {
  const waiting = [...agencies];
  const ended = new Map<AgencyId, Ended | undefined>();
  const work = async (): Promise<void> => {
    while (timeLeft() - RESERVE_MS >= MIN_TURN_MS) {
      const agency = waiting.shift();
      if (agency === undefined) return;
      const turn = await take(agency, Math.min(timeLeft() - RESERVE_MS, MAX_TURN_MS));
      ended.set(agency, turn);
      if (turn?.isCut) waiting.push(agency);
    }
  };
  await Promise.all(Array.from({ length: MAX_PARALLEL_TURNS }, work));
  return ended;
};
