import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { creditPrice, priceBreakdown } from '../../../table/items/price.ts';
import { availability } from '../views.ts';

/** A service as one customer meets it: their price, and whether their credits pay it. */
export const serviceView = z.object({
  id: recordId,
  name: z.string(),
  description: z.string().optional(),
  price: priceBreakdown.meta({ description: 'What this customer would pay now, and how that comes about.' }),
  affordable: z.boolean().meta({ description: 'Whether the account has the credits.' }),
  shortfall: z.int().min(0).meta({
    description: 'Credits that have to come in first to pay this, debts included; 0 if none.',
  }),
  pay: availability.meta({ description: 'Whether it can be ordered and paid with credits now.' }),
});

export const orderView = z.object({
  id: recordId.meta({ description: 'Also the reference of the entry that paid it.' }),
  serviceId: recordId,
  name: z.string().meta({ description: 'As the service was called when it was ordered.' }),
  credits: creditPrice.meta({ description: 'What was paid.' }),
  note: z.string().optional(),
  at: instantSchema,
});
