import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';

/** The record of an operation that ran once under an Idempotency-Key. It never expires. */
export const operationItem = z.object({
  id: z.string(),
  at: instantSchema,
  /** The hash of the input: the same key with other input is the caller's error. */
  inputHash: z.string(),
  /** What the first caller was answered, as JSON text. */
  outcome: z.string(),
});
