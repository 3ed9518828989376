import type * as z from 'zod';
import { availabilityOf } from '../http/availability-view.ts';
import type { agencyOrderView, orderView } from '../http/routes/store/service-views.ts';
import { whyNotCancel } from '../store/order-record.ts';
import { type Order, orderPaymentOf, paidFor } from '../table/items/service.ts';

const shown = (order: Order) => {
  const { id, serviceId, name, credits, restricted, note, at, status = 'new', refund } = order;
  const payment = orderPaymentOf(order);
  return {
    id,
    serviceId,
    name,
    credits,
    payment,
    paid: paidFor(order),
    restricted,
    note,
    at,
    status,
    refundedAt: refund?.at,
  };
};

/** An order, for its customer. */
export const viewOf = (order: Order): z.input<typeof orderView> => ({
  ...shown(order),
  cancel: availabilityOf(whyNotCancel(order)),
});

/** An order, for the agency. */
export const agencyViewOf = (order: Order): z.input<typeof agencyOrderView> => ({
  ...shown(order),
  account: order.account,
  entry: order.entry?.number,
});
