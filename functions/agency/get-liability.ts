import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { liabilityItem } from '../../shared/table/items/liability.ts';
import { liabilityKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

export const getLiability =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getLiability> =>
  async ({ caller: { agency } }) => {
    const liability = await readOne(table, liabilityKey(agency), liabilityItem);
    return { status: 200, body: liability ?? { paid: 0, promo: 0, debt: 0, accounts: 0 } };
  };
