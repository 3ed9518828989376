import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { storedPicture } from './picture.ts';
import { entryPlace } from './entry.ts';
import { priced, promotions, offeredTo } from './price.ts';

/** Something that the agency does for its customers on order. */
export const serviceItem = priced.extend({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(120).meta({ description: 'Customers read this.' }),
  description: text(2000, 0).exactOptional().meta({ description: 'Customers read this.' }),
  promotions,
  eligibility: offeredTo,
  creditsAccepted: z.boolean().meta({ description: 'Whether customers can pay it with credits.' }),
  /** Set by an upload of its own. */
  picture: storedPicture.exactOptional(),
  onSale: z.boolean().meta({ description: 'Whether customers see it and can order it.' }),
});

export type Service = z.infer<typeof serviceItem>;

/** How far the agency has come with an order. `refunded`: its credits were given back. */
export const orderStatus = z.enum(['new', 'in_progress', 'done', 'refunded']).meta({ id: 'OrderStatus' });

export type OrderStatus = z.infer<typeof orderStatus>;

/** One order of a service, paid with credits. */
export const orderItem = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  serviceId: recordId,
  name: z.string(),
  credits: z.int().min(0),
  note: z.string().exactOptional(),
  at: instantSchema,
  /** The entry that paid it; what costs nothing has none. */
  entry: entryPlace.exactOptional(),
  /** Without it, nobody has touched the order since it was placed. */
  status: orderStatus.exactOptional(),
  refund: z.object({ at: instantSchema, entry: entryPlace.exactOptional() }).exactOptional(),
});

export type Order = z.infer<typeof orderItem>;
