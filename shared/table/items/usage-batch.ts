import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { usageEvent } from './usage-event.ts';

const { id, time, quantity, reference, spender } = usageEvent.shape;

/** An event of a batch, and the whole credits that it filled up. */
export const batchedEvent = z.object({ id, time, quantity, reference, credits: z.int().min(0) });

/** What one entry is for: the events of a meter that were charged together. It is an object of the bucket. */
export const usageBatch = z.object({ meter: recordId, spender, events: z.array(batchedEvent).min(1) });

export type UsageBatch = z.infer<typeof usageBatch>;
