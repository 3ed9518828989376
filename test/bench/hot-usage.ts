import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpStack } from './http-stack.ts';

/** Of the meter that the local stack begins with, so many units are whole credits. */
const UNITS = 1000;

/** Events of one request at most. */
const PER_REQUEST = 500;

/** Milliseconds between two looks at what became of an event. */
const LOOK_MS = { few: 20, many: 200 };

const MINUTE_MS = 60_000;

type Reported = { id: string; account: string; meter: string; quantity: number; time: string };

/** Reports usage of an account over HTTP, whole credits with each event, and waits until it is charged. */
export const usageOn = (
  stack: HttpStack,
  token: string,
  { account, meter }: Pick<Reported, 'account' | 'meter'>,
) => {
  let events = 0;
  const eventAt = (time: number): Reported => ({
    id: `event-${(events += 1)}`,
    account,
    meter,
    quantity: UNITS,
    time: new Date(time).toISOString(),
  });

  /**
   * The time of an event that is looked at: no other has its minute. A look reads all that happened in a minute, which would
   * take from the stack what is measured.
   */
  let watched = Date.now();
  const itsOwnMinute = (): number => (watched -= MINUTE_MS);

  /** @returns the last of so many new events, which are queued by then */
  const report = async (count: number): Promise<Reported> => {
    const last = eventAt(itsOwnMinute());
    const some = [...Array.from({ length: count - 1 }, () => eventAt(Date.now())), last];
    const answer = await stack.send({ path: '/v1/agency/usage', token, body: { events: some } });
    assert.equal(answer.status, 202, answer.body);
    return last;
  };

  const untilCharged = async ({ id, time }: Reported, look: number): Promise<void> => {
    const query = new URLSearchParams({ account, id, time });
    for (;;) {
      const answer = await stack.send({ path: `/v1/agency/usage?${query.toString()}`, token });
      if (answer.status === 200) return;
      assert.equal(answer.status, 404, answer.body);
      await sleep(look);
    }
  };

  return {
    /** A few events. @returns milliseconds from when they were accepted until they were charged */
    few: async (count: number): Promise<number> => {
      const last = await report(count);
      const accepted = performance.now();
      await untilCharged(last, LOOK_MS.few);
      return performance.now() - accepted;
    },
    /** As many as come in at once. @returns how many were charged a second, from the first report on */
    many: async (count: number): Promise<number> => {
      const begin = performance.now();
      let left = count;
      const send = async (): Promise<void> => {
        while (left > 0) {
          const some = Math.min(left, PER_REQUEST);
          left -= some;
          await report(some);
        }
      };
      await Promise.all([send(), send()]);
      // An account's usage is charged in the order in which it was reported.
      await untilCharged(await report(1), LOOK_MS.many);
      return (count + 1) / ((performance.now() - begin) / 1000);
    },
  };
};
