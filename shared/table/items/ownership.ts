import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';

/** Which variants of a product an account owns. It stays when none is left, so that its version goes on. */
export const ownershipItem = z.object({
  productId: recordId,
  version: z.int().min(0),
  variants: z.record(
    recordId,
    z.object({
      purchaseId: recordId,
      since: instantSchema,
      /** What was downloaded last. */
      downloaded: z.object({ version: z.string(), at: instantSchema }).exactOptional(),
    }),
  ),
});

export type Ownership = z.infer<typeof ownershipItem>;

export const downloadItem = z.object({
  id: recordId,
  productId: recordId,
  variantId: recordId,
  productName: z.string(),
  variantName: z.string(),
  /** The version of the product's release. */
  release: z.string(),
  at: instantSchema,
  version: z.int().min(0),
});

export type Download = z.infer<typeof downloadItem>;
