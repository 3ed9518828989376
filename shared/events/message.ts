import * as z from 'zod';
import { cloudEvent } from '../table/items/cloud-event.ts';
import { agencyId, recordId } from '../kernel/ids.ts';

/** A message of the event queue: one event for one endpoint. */
export const eventMessage = z.object({
  agency: agencyId,
  endpoint: recordId,
  event: cloudEvent,
  /** Somebody asked for it again, whether or not it has been delivered. */
  resend: z.literal(true).exactOptional(),
});

export type EventMessage = z.infer<typeof eventMessage>;
