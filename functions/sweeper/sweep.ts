import { everyAgency } from '../../shared/agency/agencies.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { expireCreditRequests } from '../../shared/credit-requests/expire.ts';
import { expireLots } from './expire-lots.ts';

/**
 * Posts what has expired of every agency, credits and requests, and reminds of requests that wait. One agency's trouble is its own: it is counted, and the others go on.
 * @param timeLeft milliseconds until the run is cut off
 */
export const sweep = async (ledger: Ledger, timeLeft: () => number): Promise<void> => {
  for (const agency of await everyAgency(ledger.table)) {
    try {
      await expireLots(ledger, agency, timeLeft);
      const counts = await expireCreditRequests(ledger, agency, timeLeft);
      log.info('agency swept', { agency, ...counts });
    } catch (error) {
      log.error('agency not swept', { agency, error });
      count('SweeperFailures');
    }
  }
  count('SweeperRuns');
};
