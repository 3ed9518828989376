import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { eventId } from './cloud-event.ts';

/** What all senders know about an endpoint that answered slowly or not at all. Other endpoints have none. */
export const circuitItem = z.object({
  version: z.int().min(0),
  /** The deliveries that wait for its answer, by event, and when each gives up its place at the latest. */
  waiting: z.record(eventId, instantSchema),
  /** Whether its last answer took long: then a delivery takes its place before it dials. */
  isSlow: z.boolean(),
  /** Time-outs in a row since the last answer; those that waited together count as one. */
  timeouts: z.int().min(0),
  /** Nothing is sent before this time. */
  openUntil: instantSchema.exactOptional(),
  /** Seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int(),
});

export type Circuit = z.infer<typeof circuitItem>;
