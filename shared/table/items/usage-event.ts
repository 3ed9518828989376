import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

/** The most units of one event: a thousand events together are still a safe integer. */
const MAX_UNITS = 1_000_000_000_000;

/** One report of units that an account used. */
export const usageEvent = z.strictObject({
  id: line(128),
  meter: recordId,
  quantity: z.int().min(1).max(MAX_UNITS),
  /** When the units were used. */
  time: instantSchema,
  reference: line(128).exactOptional(),
  /** Under whose budget they were used. */
  spender: recordId.exactOptional(),
});

export type UsageEvent = z.infer<typeof usageEvent>;
