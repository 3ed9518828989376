import { HOUR_MS } from '../../../shared/kernel/durations.ts';
import type { Log } from '../log.ts';

/**
 * Trims a stream now and every hour. A failure is logged, and tried again an hour later.
 * @returns ends it
 */
export const trimHourly = (trim: () => void, log: Log): (() => void) => {
  const tryTrim = (): void => {
    try {
      trim();
    } catch (error) {
      log(`the stream was not trimmed: ${String(error)}`);
    }
  };
  tryTrim();
  const timer = setInterval(tryTrim, HOUR_MS).unref();
  return () => clearInterval(timer);
};
