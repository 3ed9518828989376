import { backfillFigures, isBackfilled } from '../../shared/agency/backfill-figures.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Audited } from './audit-page.ts';

/** Transactions that one agency's audit spends on figures in one run. */
const MAX_STEPS = 500;

/** Counts entries that are older than the figures into them, as much as a run has left for it; the next night goes on. */
export const backfillWith = (ledger: Ledger, hasTime: () => boolean) => {
  let steps = 0;
  return async (agency: AgencyId, accounts: readonly Audited[]): Promise<void> => {
    const before = steps;
    for (const { item, counted } of accounts) {
      if (!item || !counted || isBackfilled(item, counted)) continue;
      while (steps < MAX_STEPS && hasTime() && (await backfillFigures(ledger, item))) steps += 1;
    }
    if (steps > before) log.info('figures backfilled', { agency, steps: steps - before });
  };
};
