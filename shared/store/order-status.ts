import type { Actor } from '../agency/audit-log.ts';
import { changeAudited, type DecidedChange } from '../agency/change.ts';
import type { Resource } from '../agency/resource.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Busy } from '../ledger/run.ts';
import { orderItem, type Order, type OrderStatus } from '../table/items/service.ts';
import { orderKey, orderListKey } from '../table/keys.ts';

const orderResource = (ref: AccountRef, id: string): Resource<Order> => ({
  kind: 'order',
  id,
  key: orderKey(ref, id),
  schema: orderItem,
  list: () => orderListKey(ref.agency, id),
});

/** Says how far the agency has come with an order. What was refunded stays so. */
export const setOrderStatus = (
  ledger: Ledger,
  who: Actor,
  { account, orderId }: { account: string; orderId: string },
  status: Exclude<OrderStatus, 'refunded'>,
): Promise<Result<DecidedChange<Order>, { code: 'not_found' | 'order_refunded' } | Busy>> =>
  changeAudited<Order, { code: 'not_found' | 'order_refunded' }>(
    ledger,
    who,
    orderResource({ agency: who.agency, account }, orderId),
    (before) => {
      if (!before) return err({ code: 'not_found' });
      if (before.refund) return err({ code: 'order_refunded' });
      return ok(before.status === status ? before : { ...before, status });
    },
  );
