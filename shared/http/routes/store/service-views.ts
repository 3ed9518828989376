import * as z from 'zod';
import { instantSchema } from '../../../kernel/clock.ts';
import { accountId, recordId } from '../../../kernel/ids.ts';
import { orderPayment, orderStatus, servicePayment } from '../../../table/items/service.ts';
import { creditPrice, priceBreakdown } from '../../../table/items/price.ts';
import { availability, pictureView, restrictedOfPrice, restrictedPart } from '../views.ts';

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
    restricted: restrictedOfPrice,
    affordable: z.boolean().meta({ description: 'Whether the account has enough credits.' }),
    shortfall: z.int().min(0).meta({
      description: 'The credits missing to pay this, including any debt. 0 if none.',
    }),
    payment: servicePayment.meta({
      description: 'When an order is paid. `when_done`: its credits are held until the agency has done it.',
    }),
    pay: availability.meta({ description: 'Whether the customer can order it and pay with credits now.' }),
  })
  .meta({ id: 'Service' });

const orderFields = z.object({
  id: recordId.meta({ description: "The order's ID. It is also the reference of the entry that paid it." }),
  serviceId: recordId,
  name: z.string().meta({ description: 'The name of the service at the time of the order.' }),
  credits: creditPrice.meta({ description: 'The price that the customer agreed to.' }),
  payment: orderPayment.meta({
    description:
      'Where the credits are. `held`: set aside until the order is done. `returned`: the order was cancelled or refunded.',
  }),
  paid: z.int().min(0).meta({
    description:
      'The credits that were spent on it, refunded or not: at most its price, and 0 while they are held.',
  }),
  restricted: restrictedPart,
  note: z.string().optional(),
  at: instantSchema,
  status: orderStatus,
  refundedAt: instantSchema.optional(),
});

export const orderView = orderFields
  .extend({ cancel: availability.meta({ description: 'Whether the customer can cancel it now.' }) })
  .meta({ id: 'Order' });

export const agencyOrderView = orderFields
  .extend({
    account: accountId,
    entry: z
      .int()
      .optional()
      .meta({ description: 'The number of the entry that paid it. Absent while it has cost nothing.' }),
  })
  .meta({ id: 'AgencyOrder' });
