import type { Ledger } from '../../shared/ledger/ledger.ts';
import { countAccounts } from '../../shared/agency/liability.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import { readable } from '../../shared/table/table.ts';
import type { Publishing } from './publish.ts';

/** An unreadable change is not counted: publishing it reports the error. */
export const countChangesInto =
  (ledger: Ledger): Publishing['countChanges'] =>
  async (agency, changes) => {
    const accounts = changes.flatMap(({ images }) => readable(accountItem, images.after) ?? []);
    await countAccounts(ledger, agency, accounts);
  };
