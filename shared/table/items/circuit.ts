import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { eventId } from './cloud-event.ts';

/** What the senders know together of an endpoint that is slow to answer. An endpoint that answers quickly has none. */
export const circuitItem = z.object({
  version: z.int().min(0),
  /** The deliveries that wait for its answer, by event, and by when each has ended at the latest. */
  waiting: z.record(eventId, instantSchema),
  /** Deliveries that timed out since the last answer. */
  timeouts: z.int().min(0),
  /** Nothing is sent before this time. */
  openUntil: instantSchema.exactOptional(),
  /** Seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int(),
});

export type Circuit = z.infer<typeof circuitItem>;
