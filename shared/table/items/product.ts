import * as z from 'zod';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { objectName } from './object-name.ts';
import { eligibility, priced, promotion } from './price.ts';

/**
 * What there is to download: a file of the stack's own bucket, or a link elsewhere. A link may hold `{productId}`,
 * `{variantId}`, `{version}`, `{expires}` (seconds since the epoch) and, last, `{signature}`.
 */
export const release = z.object({
  version: line(64),
  file: z.union([z.object({ object: objectName }), z.object({ link: line(1024) })]),
});

export const variant = priced.extend({
  id: recordId,
  name: line(120),
  release: release.exactOptional(),
});

export type Variant = z.infer<typeof variant>;

/** Something that an account may own, in one or several variants. */
export const productItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(120),
  description: text(2000, 0).exactOptional(),
  category: line(64).exactOptional(),
  variants: z.array(variant).min(1).max(50),
  promotions: z.array(promotion).max(20),
  eligibility: eligibility.exactOptional(),
  /** Only what is on sale is shown to those who do not own it, and can be bought. */
  onSale: z.boolean(),
});

export type Product = z.infer<typeof productItem>;
