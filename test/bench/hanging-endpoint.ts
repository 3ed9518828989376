import { openLedger } from '../../shared/ledger/ledger.ts';
import { type Crowd, withSenders } from '../support/hanging-endpoint.ts';
import { type Figure, ratio } from './figure.ts';
import { median } from './timing.ts';

/** The stack's number of senders, and events at about one publisher's rate. */
const CROWD: Crowd = { senders: 50, events: 10_000, within: 300 };

/** Events that arrive at once. */
const BURST: Crowd = { ...CROWD, events: 2000, within: 0 };

const figureOf = (what: string, times: readonly number[], quiet: readonly number[]): Figure => {
  const { value, ...figure } = ratio(what, [median(times), median(quiet)], 2);
  return { ...figure, value: `${value}, slowest ${Math.max(...times)} ms` };
};

/** @returns milliseconds until another agency's event arrives that was queued behind a burst */
const behindBurst = async (isHanging: boolean): Promise<number[]> => {
  const ledger = openLedger();
  try {
    return await withSenders(ledger, BURST, async (senders) => {
      senders.isHanging = isHanging;
      await senders.comeIn(BURST);
      return await senders.latencies(1);
    });
  } finally {
    ledger.table.client.destroy();
  }
};

/**
 * How long another agency's events take while thousands wait for an endpoint that hangs, against how long they take
 * otherwise: the sender's own code on the real table, in virtual time, so that minutes take seconds.
 */
export const hangingEndpoint = async (): Promise<Figure[]> => {
  const ledger = openLedger();
  try {
    const figures = await withSenders(ledger, CROWD, async (senders) => {
      const quiet = await senders.latencies(60);
      const during = await senders.latenciesWhile(CROWD);
      const waiting = await senders.latencies(CROWD.within);
      const what = `another agency's event while ${CROWD.events} events`;
      return [
        figureOf(`${what} arrive for an endpoint that hangs ÷ quiet (p50)`, during, quiet),
        figureOf(`${what} wait for an endpoint that hangs ÷ quiet (p50)`, waiting, quiet),
      ];
    });
    const behind = `another agency's event behind a burst of ${BURST.events} for an endpoint that hangs ÷ for one that answers`;
    return [...figures, figureOf(behind, await behindBurst(true), await behindBurst(false))];
  } finally {
    ledger.table.client.destroy();
  }
};
