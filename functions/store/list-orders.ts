import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { orderItem } from '../../shared/table/items/service.ts';
import { ordersPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

export const listOrders =
  ({ table }: Ledger): Handler<typeof serviceRoutes.listOrders> =>
  async ({ caller, query }) => {
    const page = await listPage(table, {
      partition: ordersPartition(caller),
      item: orderItem,
      newestFirst: true,
      ...query,
    });
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
