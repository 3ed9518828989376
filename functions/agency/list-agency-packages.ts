import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { packageItem } from '../../shared/table/items/package.ts';
import { packagesPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

export const listAgencyPackages =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listAgencyPackages> =>
  async ({ caller: { agency }, query }) => {
    const page = await listPage(table, { partition: packagesPartition(agency), item: packageItem, ...query });
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
