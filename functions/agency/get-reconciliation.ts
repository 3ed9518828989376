import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { reconciliationItem } from '../../shared/table/items/reconciliation.ts';
import { reconciliationKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

export const getReconciliation =
  ({ table }: Ledger): Handler<typeof agencyRoutes.getReconciliation> =>
  async ({ caller: { agency }, params: { reconciliationId } }) => {
    const key = reconciliationKey(agency, reconciliationId);
    const report = await readOne(table, key, reconciliationItem);
    return report ? { status: 200, body: report } : problem('not_found');
  };
