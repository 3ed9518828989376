import type { Ledger } from '../../shared/ledger/ledger.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import type { Before } from '../../shared/agency/uncounted.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import { readable } from '../../shared/table/table.ts';
import type { Publishing } from './publish.ts';

/** An unreadable change is not counted: publishing it reports the error. */
export const countChangesInto =
  (ledger: Ledger): Publishing['countChanges'] =>
  async (agency, changes) => {
    const before = new Map<string, Before>();
    const accounts = changes.flatMap(({ account, images }) => {
      const after = readable(accountItem, images.after);
      if (!after) return [];
      const { entries: number = 0, lastEntryAt: at } = readable(accountItem, images.before) ?? {};
      if (number <= (before.get(account)?.number ?? number)) before.set(account, { number, at });
      return [after];
    });
    await countAccounts(ledger, agency, accounts, before);
  };
