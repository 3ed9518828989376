import { everyAgency } from '../../shared/agency/agencies.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { ErasureParts } from '../../shared/privacy/erase-steps.ts';
import { expireCreditRequests } from '../../shared/credit-requests/expire.ts';
import { beat } from './beat.ts';
import { continueErasures } from './continue-erasures.ts';
import { expireLots } from './expire-lots.ts';

/**
 * Posts what has expired of every agency, credits and requests, reminds of requests that wait, and goes on with erasures.
 * At its end it writes the heartbeat that the reader of the table's stream is watched by.
 * One agency's trouble is its own: it is counted, and the others go on.
 * @param timeLeft milliseconds until the run is cut off
 */
export const sweep = async (parts: ErasureParts, timeLeft: () => number): Promise<void> => {
  const { ledger } = parts;
  for (const agency of await everyAgency(ledger.table)) {
    try {
      await expireLots(ledger, agency, timeLeft);
      const counts = await expireCreditRequests(ledger, agency, timeLeft);
      await continueErasures(parts, agency, timeLeft);
      log.info('agency swept', { agency, ...counts });
    } catch (error) {
      log.error('agency not swept', { agency, error });
      count('SweeperFailures');
    }
  }
  await beat(ledger.table, ledger.now);
  count('SweeperRuns');
};
