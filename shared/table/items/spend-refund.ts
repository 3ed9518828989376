import * as z from 'zod';

/** How much of a spend was given back, by the number of the spend's entry. */
export const spendRefundItem = z.object({
  version: z.int().min(0),
  entry: z.int().min(1),
  /** Credits, in all refunds together. */
  refunded: z.int().min(1),
});
