import * as z from 'zod';
import { recordId, sha256, type AccountRef } from '../../kernel/ids.ts';
import { usageEvent } from './usage-event.ts';

const { id, time, quantity, reference, spender } = usageEvent.shape;

/** An event of a batch, and the whole credits that it filled up. */
export const batchedEvent = z.object({ id, time, quantity, reference, credits: z.int().min(0) });

/**
 * What one entry is for: the events of a meter that were charged together. It is an object of the bucket.
 * With the salt, nobody can guess the id from the events.
 */
export const usageBatch = z.object({
  salt: z.string(),
  meter: recordId,
  spender,
  events: z.array(batchedEvent).min(1),
});

export type UsageBatch = z.infer<typeof usageBatch>;

/** The id under which a text is kept: whoever keeps the same again keeps it there, and nothing else can be there unseen. */
export const batchId = (text: string): string => `usb_${sha256(text)}`;

export const parseBatch = (text: string): UsageBatch => usageBatch.parse(JSON.parse(text));

/** Reads what is kept under the id of a batch, as it is. @returns undefined where nothing is kept */
export type ReadBatch = (ref: AccountRef, id: string) => Promise<string | undefined>;
