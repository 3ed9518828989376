import type * as z from 'zod';
import type { orderView } from '../http/routes/store/service-views.ts';
import type { Order } from '../table/items/service.ts';

export const viewOf = ({ id, serviceId, name, credits, note, at, status = 'new', refund }: Order) =>
  ({ id, serviceId, name, credits, note, at, status, refundedAt: refund?.at }) satisfies z.input<
    typeof orderView
  >;
