/** @returns how long `work` took, in milliseconds */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** @returns what `work` took of the processors, in milliseconds, on all threads of this process */
export const processed = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

export const median = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Something to be measured: one run of it, in milliseconds. */
export type Measure = () => Promise<number>;

/**
 * Measures two or more things by turns, each round in the other direction, so that whatever else the machine does at
 * the time falls on all of them alike.
 * @returns the median of each, in milliseconds and in the order given
 */
export const byTurns = async (
  measures: readonly Measure[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<number[]> => {
  const runs = measures.map((measure): { measure: Measure; times: number[] } => ({ measure, times: [] }));
  for (let round = -warmUp; round < rounds; round += 1) {
    for (const { measure, times } of round % 2 === 0 ? runs : runs.toReversed()) {
      const time = await measure();
      if (round >= 0) times.push(time);
    }
  }
  return runs.map(({ times }) => median(times));
};
