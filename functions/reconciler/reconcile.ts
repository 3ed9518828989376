import type { AgencyId } from '../../shared/kernel/ids.ts';
import { everyAgency } from '../../shared/agency/agencies.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { inTurns } from '../../shared/schedule/every-agency.ts';
import type { Run } from './pass.ts';
import type { ReconciledTurn, Wanted } from './reconcile-agency.ts';

/**
 * Gives every agency its turn. One that fails altogether is counted, as is the run; and by night that every ledger was audited, if
 * every agency had a turn in which its audit did not fail.
 * @param take an agency's turn, within so many milliseconds
 */
export const reconcile = async (
  { ledger, timeLeft }: Omit<Run, 'takeFact'>,
  take: (agency: AgencyId, forMs: number) => Promise<ReconciledTurn>,
  { pass }: Wanted,
): Promise<void> => {
  const agencies = await everyAgency(ledger.table);
  const turn = async (agency: AgencyId, forMs: number): Promise<ReconciledTurn | undefined> => {
    try {
      return await take(agency, forMs);
    } catch (error) {
      log.error('reconciliation failed', { agency, error });
      count('ReconciliationFailures');
      return undefined;
    }
  };
  const ended = await inTurns(agencies, turn, timeLeft);
  count('ReconcilerRuns');
  if (pass !== 'recent' && agencies.every((agency) => ended.get(agency)?.isAudited)) count('AuditRuns');
};
