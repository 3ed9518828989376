import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { reconciliationItem } from '../../shared/table/items/reconciliation.ts';
import { reconciliationsPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

export const listReconciliations =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listReconciliations> =>
  async ({ caller: { agency }, query }) => {
    const page = await listPage(table, {
      partition: reconciliationsPartition(agency),
      item: reconciliationItem,
      newestFirst: true,
      ...query,
    });
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
