import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { serviceRoutes } from '../../shared/http/routes/store/services.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { orderItem } from '../../shared/table/items/service.ts';
import { orderKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';

export const getOrder =
  ({ table }: Ledger): Handler<typeof serviceRoutes.getOrder> =>
  async ({ caller, params: { orderId } }) => {
    const order = await readOne(table, orderKey(caller, orderId), orderItem);
    return order ? { status: 200, body: order } : problem('not_found');
  };
