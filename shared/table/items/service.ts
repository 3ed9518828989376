import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { line, text } from '../../kernel/text.ts';
import { storedPicture } from './picture.ts';
import { entryPlace } from './entry.ts';
import { restrictedCredits } from './only-for.ts';
import { priced, promotions, offeredTo } from './price.ts';

/** When an order of a service is paid. `when_done`: its credits are held until then. */
export const servicePayment = z.enum(['at_order', 'when_done']).meta({ id: 'ServicePayment' });

const serviceFields = priced.extend({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(120).meta({ description: 'Customers read this.' }),
  description: text(2000, 0).exactOptional().meta({ description: 'Customers read this.' }),
  promotions,
  eligibility: offeredTo,
  creditsAccepted: z.boolean().meta({ description: 'Whether customers can pay it with credits.' }),
  payment: servicePayment.exactOptional().meta({
    description:
      'When an order is paid. `at_order` (the default): at once. `when_done`: the credits are held, and spent when you mark ' +
      'the order done.',
  }),
  /** Set by an upload of its own. */
  picture: storedPicture.exactOptional(),
  onSale: z.boolean().meta({ description: 'Whether customers see it and can order it.' }),
});

/** Something that the agency does for its customers on order. */
export const serviceItem = numbered(2, serviceFields);

export type Service = z.infer<typeof serviceItem>;

/**
 * How far the agency has come with an order. `refunded`: its credits were spent and given back. `cancelled`: it was given
 * up before it cost anything.
 */
export const orderStatus = z
  .enum(['new', 'in_progress', 'done', 'refunded', 'cancelled'])
  .meta({ id: 'OrderStatus' });

export type OrderStatus = z.infer<typeof orderStatus>;

/** Where the credits of an order are. */
export const orderPayment = z.enum(['held', 'paid', 'returned', 'free']).meta({ id: 'OrderPayment' });

export type OrderPayment = z.infer<typeof orderPayment>;

const orderFields = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  serviceId: recordId,
  name: z.string(),
  /** The price that the customer agreed to. */
  credits: z.int().min(0),
  note: z.string().exactOptional(),
  at: instantSchema,
  /** The entry that paid it; what costs nothing has none. */
  entry: entryPlace.exactOptional(),
  /** The part of what was paid with credits for some things only. */
  restricted: restrictedCredits.exactOptional(),
  /** Without it, nobody has touched the order since it was placed. */
  status: orderStatus.exactOptional(),
  refund: z.object({ at: instantSchema, entry: entryPlace.exactOptional() }).exactOptional(),
  /** What became of the hold of its credits, which has the order's id; without it, there never was one. */
  hold: z.enum(['open', 'captured', 'released']).exactOptional(),
  /** What its hold was captured for. */
  captured: z.int().min(0).exactOptional(),
});

/** One order of a service, paid with credits when it was placed or when it was done. */
export const orderItem = numbered(2, orderFields);

export type Order = z.infer<typeof orderItem>;

/** The number that an order is written with: code of schema 1 takes every order for paid, and knows none that was cancelled. */
export const orderNumber = ({ hold, status }: Pick<Order, 'hold' | 'status'>): number =>
  hold || status === 'cancelled' ? 2 : 1;

/** Credits that were spent on an order, whether or not it was refunded. */
export const paidFor = ({ credits, hold, captured = 0 }: Order): number => (hold ? captured : credits);

export const orderPaymentOf = (order: Order): OrderPayment => {
  if (order.hold === 'open') return 'held';
  if (order.refund || order.status === 'cancelled') return 'returned';
  return paidFor(order) > 0 ? 'paid' : 'free';
};
