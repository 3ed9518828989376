import { setImmediate as turn } from 'node:timers/promises';
import { mock } from 'node:test';
import type { Table } from '../../shared/table/table.ts';

/** Fine enough to distinguish the parts of a delivery. */
const STEP_MS = 10;

/** Duration of a table call, as on AWS. */
const TABLE_CALL_MS = 10;

export type VirtualTime = {
  /** Milliseconds since the epoch. */
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  /** Lets the time pass, and everything that is due in it happen. @param step milliseconds that the clock moves on at a time */
  pass: (milliseconds: number, step?: number) => Promise<void>;
};

/**
 * Runs something against the real engine while `setTimeout` follows a clock that this process moves. The clock stops while
 * a call of the table is under way, so that the result depends on no real time.
 */
export const inVirtualTime = async <Result>(
  { client }: Table,
  work: (time: VirtualTime) => Promise<Result>,
): Promise<Result> => {
  let now = Date.now();
  const underWay = new Set<object>();
  mock.timers.enable({ apis: ['setTimeout'] });
  const sleep = async (milliseconds: number): Promise<void> =>
    await new Promise((wake) => setTimeout(wake, milliseconds));
  client.middlewareStack.add(
    (next) => async (call) => {
      await sleep(TABLE_CALL_MS);
      underWay.add(call);
      try {
        return await next(call);
      } finally {
        underWay.delete(call);
      }
    },
    { step: 'initialize', name: 'virtualTime' },
  );
  const settled = async (): Promise<void> => {
    do for (let turns = 0; turns < 3; turns += 1) await turn();
    while (underWay.size > 0);
  };
  try {
    return await work({
      now: () => now,
      sleep,
      pass: async (milliseconds) => {
        for (const end = now + milliseconds; now < end;) {
          now += STEP_MS;
          mock.timers.tick(STEP_MS);
          await settled();
        }
      },
    });
  } finally {
    mock.timers.reset();
    client.middlewareStack.remove('virtualTime');
  }
};
