import { everyAgency } from '../../shared/agency/agencies.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { inTurns } from '../../shared/schedule/every-agency.ts';
import { beat } from './beat.ts';
import type { SweptTurn } from './sweep-agency.ts';

/**
 * Gives every agency its turn. At its end it writes the heartbeat that the reader of the table's stream is watched by.
 * One agency's trouble is its own: it is counted, and the others go on.
 * @param take an agency's turn, within so many milliseconds
 * @param timeLeft milliseconds until the run is cut off
 */
export const sweep = async (
  ledger: Ledger,
  take: (agency: AgencyId, forMs: number) => Promise<SweptTurn>,
  timeLeft: () => number,
): Promise<void> => {
  const turn = async (agency: AgencyId, forMs: number): Promise<SweptTurn | undefined> => {
    try {
      return await take(agency, forMs);
    } catch (error) {
      log.error('agency not swept', { agency, error });
      count('SweeperFailures');
      return undefined;
    }
  };
  await inTurns(await everyAgency(ledger.table), turn, timeLeft);
  await beat(ledger.table, ledger.now);
  count('SweeperRuns');
};
