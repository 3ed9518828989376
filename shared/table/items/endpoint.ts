import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { eventId, eventType } from './cloud-event.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { text } from '../../kernel/text.ts';

/** Where an agency wants its events sent. The secrets that sign them lie in Secrets Manager. */
export const endpointItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  url: z.url(),
  /** The only types that it is sent; without this, all. */
  types: z.array(eventType).min(1).exactOptional(),
  description: text(200, 0).exactOptional(),
  status: z.enum(['active', 'disabled']).meta({ id: 'EndpointStatus' }),
  /** Since when nothing has been delivered. It stays where this is why the endpoint was disabled. */
  failingSince: instantSchema.exactOptional(),
  /** When the secret that its last rotation made was made: a sender that knows only older ones reads them again. */
  secretFrom: instantSchema.exactOptional(),
  createdAt: instantSchema,
});

export type Endpoint = z.infer<typeof endpointItem>;

/** What became of one event at one endpoint. */
export const deliveryItem = z.object({
  id: eventId,
  version: z.int().min(0),
  type: eventType,
  account: accountId.exactOptional(),
  /** delivered; failing: it will be tried again; failed: it will not. */
  status: z.enum(['delivered', 'failing', 'failed']).meta({ id: 'DeliveryStatus' }),
  attempts: z.int().min(0),
  /** What the endpoint answered last, or why there was no answer. */
  statusCode: z.int().exactOptional(),
  problem: z.string().exactOptional(),
  lastAt: instantSchema,
  /** The event as JSON, to be sent again. */
  event: z.string(),
  /** Seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int(),
});

export type Delivery = z.infer<typeof deliveryItem>;
