import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { orderStatus } from '../../../table/items/service.ts';
import { creditPrice, priceBreakdown } from '../../../table/items/price.ts';
import { availability, pictureView } from '../views.ts';

/** A service as one customer meets it: their price, and whether their credits pay it. */
export const serviceView = z
  .object({
    id: recordId,
    name: z.string(),
    description: z.string().optional(),
    picture: pictureView.optional(),
    price: priceBreakdown.meta({
      description: 'What this customer pays now, and how the price is computed.',
    }),
    affordable: z.boolean().meta({ description: 'Whether the account has enough credits.' }),
    shortfall: z.int().min(0).meta({
      description: 'The credits missing to pay this, including any debt. 0 if none.',
    }),
    pay: availability.meta({ description: 'Whether the customer can order it and pay with credits now.' }),
  })
  .meta({ id: 'Service' });

export const orderView = z
  .object({
    id: recordId.meta({ description: "The order's ID. It is also the reference of the entry that paid it." }),
    serviceId: recordId,
    name: z.string().meta({ description: 'The name of the service at the time of the order.' }),
    credits: creditPrice.meta({ description: 'The credits paid.' }),
    note: z.string().optional(),
    at: instantSchema,
    status: orderStatus,
    refundedAt: instantSchema.optional(),
  })
  .meta({ id: 'Order' });
