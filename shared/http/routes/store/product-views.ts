import * as z from 'zod';
import { recordId } from '../../../kernel/ids.ts';
import { priceBreakdown } from '../../../table/items/price.ts';
import { availability, pictureView, restrictedOfPrice } from '../views.ts';

/** How many credits are missing. */
export const shortfall = z
  .int()
  .min(0)
  .meta({ description: 'The credits missing to pay this, including any debt. 0 if none.' });

const variantView = z
  .object({
    id: recordId,
    name: z.string(),
    price: priceBreakdown.meta({
      description: 'What this customer pays now, and how the price is computed.',
    }),
    owned: z.boolean(),
    restricted: restrictedOfPrice,
    affordable: z.boolean().meta({ description: 'Whether the account has enough credits.' }),
    shortfall,
    buy: availability,
  })
  .meta({ id: 'ProductVariant' });

/** A product as one customer meets it: their price, what they own, and what they may do. */
export const productView = z
  .object({
    id: recordId,
    name: z.string(),
    description: z.string().optional(),
    picture: pictureView.optional(),
    category: z.string().optional(),
    eligible: availability.meta({
      description: 'Whether this account, in its region, can buy the product at all.',
    }),
    variants: z.array(variantView),
  })
  .meta({ id: 'Product' });
