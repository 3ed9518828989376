import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';

const bought = z.object({ purchaseId: recordId, since: instantSchema });

/** The number of an ownership with further purchases of a variant. */
const MERGED = 2;

/** Which variants of a product an account owns. It stays when none is left, so that its version goes on. */
export const ownershipItem = numbered(
  MERGED,
  z.object({
    productId: recordId,
    version: z.int().min(0),
    variants: z.record(
      recordId,
      bought.extend({
        /** What was downloaded last. */
        downloaded: z.object({ version: z.string(), at: instantSchema }).exactOptional(),
        /** Further purchases of it: accounts merged that had both bought it. */
        also: z.array(bought).min(1).exactOptional(),
      }),
    ),
  }),
);

/** The number that an ownership is written with: that of the first version which knows all that it has. */
export const ownershipNumber = ({ variants }: Pick<Ownership, 'variants'>): number =>
  Object.values(variants).some(({ also }) => also) ? MERGED : 1;

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
