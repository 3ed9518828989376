import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId } from '../../kernel/ids.ts';
import { text } from '../../kernel/text.ts';

/** How a credit request is paid, outside of any provider. */
export const creditRequestMethod = z.enum(['bank_transfer', 'crypto']).meta({ id: 'CreditRequestMethod' });

export const creditRequestStatus = z
  .enum(['pending', 'accepted', 'rejected', 'cancelled'])
  .meta({ id: 'CreditRequestStatus' });

export type CreditRequestStatus = z.infer<typeof creditRequestStatus>;

/** One person's decision on one step of a credit request. */
export const decision = z.strictObject({
  /** Follows from request, step and person, so that the same one is known again wherever it turns up. */
  id: z.string().min(1).max(64),
  /** The step's place in the request's own list. */
  step: z.int().min(0),
  by: accountId,
  at: instantSchema,
  approved: z.boolean(),
  note: text(500).exactOptional(),
});

export type Decision = z.infer<typeof decision>;
