/** A timer takes 2^31 - 1 ms at most, and a laptop's sleep makes long ones late: so look again each minute. */
const MAX_SLEEP_MS = 60_000;

/**
 * Rings when the soonest due time has come, and again while something is due.
 * @param soonest milliseconds since the epoch, or undefined when nothing is planned
 */
export const createAlarm = (soonest: () => number | undefined, ring: () => void) => {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const set = (): void => {
    clearTimeout(timer);
    const due = stopped ? undefined : soonest();
    if (due === undefined) return;
    const wait = Math.min(Math.max(0, due - Date.now()), MAX_SLEEP_MS);
    timer = setTimeout(() => {
      if (wait < MAX_SLEEP_MS) ring();
      set();
    }, wait);
  };

  return {
    /** To be called whenever something was planned. */
    set,
    stop: (): void => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
