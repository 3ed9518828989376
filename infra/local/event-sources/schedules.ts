import { type Background, pause } from '../lambda/background.ts';
import { activityLine, type Log } from '../log.ts';
import type { Schedule } from './schedule-definitions.ts';

/** Time, as something that tests can move. `sleep` waits for milliseconds or until the signal. */
export type Time = { now: () => number; sleep: (milliseconds: number, signal: AbortSignal) => Promise<void> };

export const realTime: Time = { now: Date.now, sleep: pause };

/** The longest single timer, because timers pause while the machine sleeps. */
const MAX_SLEEP_MS = 30_000;

/** Runs one schedule now, as if it were due. */
export const runSchedule = async ({ id, lambda, event }: Schedule, time: number, log: Log): Promise<void> => {
  const outcome = await lambda.invoke(event(time));
  const result = outcome.status === 'ok' ? 'done' : 'failed';
  log(activityLine({ kind: 'timer', subject: id, result, duration: outcome.duration, by: lambda.label }));
};

/** Runs each enabled schedule at its times; a run that is missed while the machine sleeps is made up for once. */
export const startSchedules = (
  schedules: readonly Schedule[],
  log: Log,
  time: Time = realTime,
): Background => {
  const controller = new AbortController();
  const { signal } = controller;
  const running = new Set<Promise<void>>();

  const keep = async (schedule: Schedule): Promise<void> => {
    let due = schedule.nextRun(time.now());
    while (due !== undefined && !signal.aborted) {
      const wait = due - time.now();
      if (wait > 0) {
        await time.sleep(Math.min(wait, MAX_SLEEP_MS), signal);
        continue;
      }
      const run = runSchedule(schedule, due, log)
        .catch((error: unknown) => log(`timer ${schedule.id}: ${String(error)}`))
        .finally(() => running.delete(run));
      running.add(run);
      due = schedule.nextRun(time.now());
    }
  };

  const kept = schedules.filter(({ isEnabled }) => isEnabled).map(keep);
  return {
    stop: async () => {
      controller.abort();
      await Promise.all([...kept, ...running]);
    },
  };
};
