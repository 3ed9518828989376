import { expect, test } from 'vitest';
import { openTestLedger } from '../support/ledger.ts';
import { withSenders } from '../support/hanging-endpoint.ts';

const ledger = openTestLedger();
const crowd = { senders: 10, events: 200, within: 30 };

/** Seconds for which an account's events wait at most once the endpoint answers again. */
const HOUR_S = 60 * 60;

test('while 200 events wait for a hanging endpoint, other deliveries stay fast; later all arrive in order', async () => {
  await withSenders(ledger, crowd, async (senders, time) => {
    const quiet = Math.max(...(await senders.latencies(20)));
    const during = await senders.latenciesWhile(crowd);
    const waiting = await senders.latencies(60);
    expect(Math.max(...during, ...waiting)).toBeLessThanOrEqual(2 * quiet);
    // Nobody dials in the pause after a time-out.
    expect(senders.dialled).toBeLessThan(30);

    await senders.comeIn({ ...crowd, within: 0 }, 2);
    senders.isHanging = false;
    for (let second = 0; !senders.queue.isEmpty && second < HOUR_S; second += 10)
      await time.pass(10_000, 100);
    const theirs = senders.arrivals.filter(({ account }) => account.startsWith('account'));
    expect(theirs).toHaveLength(2 * crowd.events);
    for (let place = 0; place < crowd.events; place += 1)
      expect(
        theirs.filter(({ account }) => account === `account-${place}`).map(({ number }) => number),
      ).toEqual([1, 2]);
  });
});
