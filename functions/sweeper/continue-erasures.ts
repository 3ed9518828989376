import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { continueErasure } from '../../shared/privacy/erase-account.ts';
import type { ErasureParts } from '../../shared/privacy/erase-steps.ts';
import { erasureItem } from '../../shared/table/items/erasure.ts';
import { erasuresList } from '../../shared/table/keys.ts';
import { allItems } from '../../shared/table/list.ts';

/** Milliseconds: one page of an erasure takes seconds at the most. */
const PAGE_RESERVE_MS = 30_000;

/**
 * Goes on with the erasures of an agency that their requests had no time for. One that fails is counted, and the others
 * go on.
 * @param timeLeft milliseconds until the run is cut off
 */
export const continueErasures = async (
  parts: ErasureParts,
  agency: AgencyId,
  timeLeft: () => number,
): Promise<void> => {
  const { table } = parts.ledger;
  const unfinished = { partition: erasuresList(agency), inIndex: true, item: erasureItem };
  for await (const erasure of allItems(table, unfinished)) {
    const left = () => timeLeft() - PAGE_RESERVE_MS;
    if (left() <= 0) return;
    try {
      const gone = await continueErasure(parts, erasure, left);
      if (!gone.ok) log.info('erasure waits', { agency, code: gone.error.code });
    } catch (error) {
      log.error('erasure failed', { agency, error });
      count('SweeperFailures');
    }
  }
};
