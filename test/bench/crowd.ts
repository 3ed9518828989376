import { setTimeout as sleep } from 'node:timers/promises';
import { timed } from './timing.ts';

/** Work on one of several things, such as a spend on one of many accounts. */
type Work = (place: number) => Promise<void>;

/**
 * Callers who each go on to the next thing that nobody is busy with.
 * @returns how much was done a second
 */
export const rateOf = async (
  work: Work,
  { callers, things, seconds }: { callers: number; things: number; seconds: number },
): Promise<number> => {
  const free = Array.from({ length: things }, (_, place) => place);
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 1000;
  let done = 0;
  const call = async (): Promise<void> => {
    for (let place = free.shift(); place !== undefined && passed() < seconds; place = free.shift()) {
      await work(place);
      free.push(place);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return done / passed();
};

/**
 * Begins work at a steady pace, whether what began before has ended or not.
 * @returns how long each took, in milliseconds, the shortest first
 */
export const paced = async (
  work: Work,
  { perSecond, seconds }: { perSecond: number; seconds: number },
): Promise<number[]> => {
  const begun: Promise<number>[] = [];
  const begin = performance.now();
  for (let place = 0; place < perSecond * seconds; place += 1) {
    await sleep(Math.max(0, begin + (place * 1000) / perSecond - performance.now()));
    begun.push(timed(() => work(place)));
  }
  return (await Promise.all(begun)).toSorted((a, b) => a - b);
};

/** @param times sorted */
export const percentile = (times: readonly number[], part: number): number =>
  times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
