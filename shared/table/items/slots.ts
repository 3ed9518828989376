import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';

/** What an account has open of one kind. It is written with each of them, so it is small: each KB is two write units. */
export const slotsItem = z.object({
  version: z.int().min(0),
  taken: z.array(
    z.object({
      /** What it is, where it may end before its time. */
      id: recordId.exactOptional(),
      /** Seconds since the epoch from which the slot is free again. */
      until: z.int(),
    }),
  ),
  /** Seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int(),
});

export type Slots = z.infer<typeof slotsItem>;
