import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';

/** That a lot became one with another one of its account, once and for good. */
export const absorbedItem = z.object({
  /** The lot that is no more, and the one that absorbed it. */
  id: z.int().min(1),
  into: z.int().min(1),
  /** When the credits of both expired from then on. */
  expiresAt: instantSchema.exactOptional(),
  /** The number of the entry with which it happened. */
  entry: z.int().min(1),
});

export type Absorbed = z.infer<typeof absorbedItem>;
