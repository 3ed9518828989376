import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { productItem } from '../../shared/table/items/product.ts';
import { productsPartition } from '../../shared/table/keys.ts';
import { listPage } from '../../shared/table/list.ts';

export const listAgencyProducts =
  ({ table }: Ledger): Handler<typeof agencyRoutes.listAgencyProducts> =>
  async ({ caller: { agency }, query }) => {
    const page = await listPage(table, { partition: productsPartition(agency), item: productItem, ...query });
    return page.ok ? { status: 200, body: page.value } : problem('invalid_cursor');
  };
