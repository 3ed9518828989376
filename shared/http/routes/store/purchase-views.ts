import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { creditPrice, priceBreakdown } from '../../../table/items/price.ts';
import { availability, restrictedOfPrice, restrictedPart } from '../views.ts';
import { shortfall } from './product-views.ts';

const subject = {
  productId: recordId,
  variantId: recordId,
  productName: z.string(),
  variantName: z.string(),
  price: priceBreakdown.meta({ description: 'The locked price, and how it was computed.' }),
};

export const quoteView = z
  .object({
    id: recordId,
    status: z.enum(['open', 'used', 'expired']),
    ...subject,
    createdAt: instantSchema,
    expiresAt: instantSchema.meta({ description: 'The price is locked until this time.' }),
    available: z.int().min(0).meta({ description: 'The credits that the account can spend on it now.' }),
    restricted: restrictedOfPrice,
    shortfall,
    buy: availability,
    purchaseId: recordId.optional().meta({ description: 'The purchase that used this quote.' }),
  })
  .meta({ id: 'Quote' });

/** A sale as it was committed, which never changes. */
export const saleView = z
  .object({
    id: recordId,
    quoteId: recordId,
    status: z.enum(['complete', 'refunded']),
    ...subject,
    credits: creditPrice.meta({ description: 'The credits paid.' }),
    restricted: restrictedPart,
    at: instantSchema,
  })
  .meta({ id: 'Sale' });

/** A purchase as it stands now. */
export const purchaseView = saleView
  .extend({
    refundedAt: instantSchema.optional(),
    refund: availability
      .optional()
      .meta({ description: 'Whether the customer can refund it now. Absent once it is refunded.' }),
  })
  .meta({ id: 'Purchase' });
