let fixed: number | undefined;

/** @returns Unix seconds, as all times of both providers are */
export const nowInSeconds = (): number => fixed ?? Math.floor(Date.now() / 1000);

/**
 * Does something as if it happened at another time (Unix seconds; undefined for now). Nothing asynchronous: that would run
 * after the time is the real one again.
 */
export const asOf = <Outcome>(seconds: number | undefined, work: () => Outcome): Outcome => {
  const before = fixed;
  fixed = seconds;
  try {
    return work();
  } finally {
    fixed = before;
  }
};
