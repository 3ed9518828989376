import { backfillFigures, isBackfilled } from '../../shared/agency/backfill-figures.ts';
import { countAccounts, isCounted } from '../../shared/agency/liability.ts';
import type { AgencyId } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Account } from '../../shared/table/items/account.ts';
import {
  countedItem,
  liabilityItem,
  type Counted,
  type Liability,
} from '../../shared/table/items/liability.ts';
import { countedKey, liabilityKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { readable } from '../../shared/table/table.ts';
import type { Audited } from './audit-page.ts';

/** Transactions that one agency's audit spends on older entries in one run. */
const MAX_STEPS = 5000;

/**
 * Counts all entries of accounts into the books, older ones as much as a run has left for them; the next night goes on.
 * @returns whether the books have all that these accounts had when they were read
 */
export const backfillWith = (ledger: Ledger, hasTime: () => boolean) => {
  let steps = 0;
  return async (
    agency: AgencyId,
    accounts: readonly Audited[],
    liability: Liability | undefined,
  ): Promise<boolean> => {
    const before = steps;
    const lacking = accounts.filter(({ item, counted }) => !item || !isWhole(item, counted, liability));
    const items = lacking.flatMap(({ item }) => item ?? []);
    // The stream may not have delivered their last change yet.
    await countAccounts(ledger, agency, items);
    for (const item of items)
      while (steps < MAX_STEPS && hasTime() && (await backfillFigures(ledger, item))) steps += 1;
    if (steps > before) log.info('books backfilled', { agency, steps: steps - before });
    return items.length === lacking.length && (await areWhole(ledger, agency, items));
  };
};

const isWhole = (account: Account, counted: Counted | undefined, liability: Liability | undefined): boolean =>
  counted !== undefined &&
  isCounted(account, counted, liability) &&
  isBackfilled(counted, liability?.books?.id);

const areWhole = async (
  { table }: Ledger,
  agency: AgencyId,
  accounts: readonly Account[],
): Promise<boolean> => {
  if (accounts.length === 0) return true;
  const key = liabilityKey(agency);
  const read = await readTogether(table, [key, ...accounts.map(countedKey)]);
  const liability = readable(liabilityItem, read(key));
  return accounts.every((account) =>
    isWhole(account, readable(countedItem, read(countedKey(account))), liability),
  );
};
