import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { entryPlace } from './entry.ts';
import { restrictedCredits } from './only-for.ts';
import { priceBreakdown } from './price.ts';

/** What is bought, in words that outlive the catalogue. */
const subject = {
  productId: recordId,
  variantId: recordId,
  productName: z.string(),
  variantName: z.string(),
  price: priceBreakdown,
};

/** A price locked for a while. It is never changed: that it was used, its purchase says. */
export const quoteItem = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  ...subject,
  /** The product's, as the quote was made. */
  category: z.string().exactOptional(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  /** The version of the account's ownership of the product as the quote was made. */
  ownership: z.int().min(0),
  /** Seconds since the epoch from which DynamoDB may clear it away. */
  ttl: z.int(),
});

export type Quote = z.infer<typeof quoteItem>;

/** A committed sale. */
export const purchaseItem = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  ...subject,
  at: instantSchema,
  /** The entry that paid it; what costs nothing has none. */
  entry: entryPlace.exactOptional(),
  /** The part of the price that was paid with credits for some things only. */
  restricted: restrictedCredits.exactOptional(),
  refund: z.object({ at: instantSchema, entry: entryPlace.exactOptional() }).exactOptional(),
});

export type Purchase = z.infer<typeof purchaseItem>;
