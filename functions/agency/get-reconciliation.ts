import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { reconciliationItem } from '../../shared/table/items/reconciliation.ts';
import { reconciliationKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';

export const getReconciliation =
  ({ table }: Ledger): Operation<typeof agencyRoutes.getReconciliation> =>
  async ({ caller: { agency }, params: { reconciliationId } }) => {
    const key = reconciliationKey(agency, reconciliationId);
    const report = decode(reconciliationItem, (await readTogether(table, [key]))(key));
    return report ? { status: 200, body: report } : problem('not_found');
  };
