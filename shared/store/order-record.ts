import { canonicalHash } from '../kernel/canonical.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Hold } from '../table/items/hold.ts';
import { orderItem, orderNumber, paidFor, type Order } from '../table/items/service.ts';
import { orderKey, orderListKey } from '../table/keys.ts';

export const orderWrite = (order: Order): Guarded => ({
  key: orderKey(order, order.id),
  list: orderListKey(order.agency, order.id),
  schema: orderItem,
  number: orderNumber(order),
  item: order,
  version: order.version,
});

/** What the entry of an order says of why it was made. */
export const reasonOfOrder = ({ id: reference, name: label, note }: Order) => ({
  kind: 'service' as const,
  reference,
  label,
  ...(note !== undefined && { note }),
});

/** The hold of a new order. It ends with the order and not by itself. @param spender under whose budget it is */
export const holdOfOrder = (
  { id, agency, account, credits: amount, name: note, at }: Order,
  spender: string | undefined,
): Hold => ({
  id,
  agency,
  account,
  version: 0,
  madeBy: 'order',
  ...(spender !== undefined && { spender }),
  amount,
  reference: id,
  note,
  createdAt: at,
  inputHash: canonicalHash({ id }),
  captures: [],
});

/** Why a customer can't cancel an order, by the codes that the API answers with. */
export type CancelReason = 'order_refunded' | 'order_cancelled' | 'order_paid' | 'order_begun';

/** @returns every reason why a customer can't cancel an order; none where they can */
export const whyNotCancel = (order: Order): CancelReason[] => {
  const { status = 'new', refund } = order;
  if (refund) return ['order_refunded'];
  if (status === 'cancelled') return ['order_cancelled'];
  return [
    ...(paidFor(order) > 0 ? ['order_paid' as const] : []),
    ...(status === 'new' ? [] : ['order_begun' as const]),
  ];
};
