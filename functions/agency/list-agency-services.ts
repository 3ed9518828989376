import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { serviceItem } from '../../shared/table/items/service.ts';
import { servicesPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

export const listAgencyServices =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listAgencyServices> =>
  async ({ caller: { agency }, query }) => {
    const page = await listPage(table, { partition: servicesPartition(agency), item: serviceItem, ...query });
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
