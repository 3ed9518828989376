import { backfillFigures, notBackfilled } from '../../shared/agency/backfill-figures.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import { readableAccount } from '../../shared/ledger/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { accountKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';

/** Transactions that one agency's audit spends on figures in one run: the other agencies' audits come after it. */
const MAX_STEPS = 500;

/** Counts entries that are older than the figures into them, as much as a run has left for it; the next night goes on. */
export const backfillWith = (ledger: Ledger, agency: AgencyId, hasTime: () => boolean) => {
  let steps = 0;
  return async (names: readonly string[]): Promise<void> => {
    if (steps >= MAX_STEPS || names.length === 0) return;
    const refs = names.map((account) => ({ agency, account }));
    const read = await readTogether(ledger.table, refs.map(accountKey));
    const accounts = refs.flatMap((ref) => readableAccount(ref, read(accountKey(ref)), 'left_out') ?? []);
    const before = steps;
    for (const account of await notBackfilled(ledger, accounts)) {
      while (steps < MAX_STEPS && hasTime() && (await backfillFigures(ledger, account))) steps += 1;
    }
    if (steps > before) log.info('figures backfilled', { agency, steps: steps - before });
  };
};
