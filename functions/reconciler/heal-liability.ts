import type { AgencyId } from '../../shared/kernel/ids.ts';
import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { countAccounts, isCounted } from '../../shared/agency/liability.ts';
import { replaceDamagedLiability } from '../../shared/agency/replace-liability.ts';
import type { Liability } from '../../shared/table/items/liability.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';
import type { Audited } from './audit-page.ts';

/** Milliseconds within which the table's stream delivers a movement, unless something is wrong. */
const STREAM_GRACE_MS = 10 * MINUTE_MS;

/**
 * Counts accounts that have been at rest into what the agency owes, should the table's stream have lost them. Where it
 * can't be read how they were counted, the total begins anew, and the audits to come count everybody into it.
 * @param liability the agency's total; undefined where there is none or it can't be read
 */
export const healLiability = async (
  ledger: Ledger,
  agency: AgencyId,
  accounts: readonly Audited[],
  liability: Liability | undefined,
): Promise<void> => {
  const uncounted = accounts.filter(({ item, counted }) => !item || !isCounted(item, counted, liability));
  if (uncounted.length === 0) return;
  const refs = uncounted.map(({ account }) => ({ agency, account }));
  if (await replaceDamagedLiability(ledger, agency, refs)) log.warn('liability reset', { agency });
  const before = instant(ledger.now() - STREAM_GRACE_MS);
  const atRest = uncounted
    .flatMap(({ item }) => item ?? [])
    .filter(({ lastEntryAt = before }) => lastEntryAt < before);
  const healed = await countAccounts(ledger, agency, atRest);
  if (healed === 0) return;
  log.warn('liability healed', { agency, accounts: healed });
  count('LiabilityHealed', healed);
};
