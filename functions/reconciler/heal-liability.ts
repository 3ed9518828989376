import { instant } from '../../shared/kernel/clock.ts';
import { log } from '../../shared/kernel/log.ts';
import { count } from '../../shared/kernel/metrics.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { countAccounts } from '../../shared/ledger/liability.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';

/** Milliseconds within which the table's stream tells of a movement, unless something is wrong. */
const STREAM_TAKES = 10 * 60 * 1000;

/** Counts accounts that have been at rest into what the agency owes, should the table's stream have lost them. */
export const healLiability = async (
  ledger: Ledger,
  agency: string,
  accounts: readonly string[],
): Promise<void> => {
  if (accounts.length === 0) return;
  const refs = accounts.map((account) => ({ agency, account }));
  const read = await readTogether(ledger.table, refs.map(accountKey));
  const before = instant(ledger.now() - STREAM_TAKES);
  const atRest = refs
    .map((ref) => accountFrom(ref, read(accountKey(ref))))
    .filter(({ lastEntryAt = before }) => lastEntryAt < before);
  const healed = await countAccounts(ledger, agency, atRest);
  if (healed === 0) return;
  log.warn('liability healed', { agency, accounts: healed });
  count('LiabilityHealed', healed);
};
