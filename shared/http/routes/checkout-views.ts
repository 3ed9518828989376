import * as z from 'zod';
import { money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';
import { soldRestrictions } from './views.ts';
import { declineReason, provider } from '../../table/items/payment-status.ts';

export const checkoutView = z
  .object({
    id: recordId,
    status: z
      .enum(['open', 'processing', 'paid', 'failed', 'expired', 'under_review'])
      .meta({ id: 'CheckoutStatus' })
      .meta({
        description:
          '`processing`: the payment takes days. `under_review`: the payment does not match the checkout, and ' +
          'the agency has to decide.',
      }),
    provider,
    packageId: recordId.optional(),
    credits: z.int(),
    bonusCredits: z.int(),
    ...soldRestrictions,
    price: money,
    createdAt: instantSchema,
    expiresAt: instantSchema,
    url: z
      .url()
      .optional()
      .meta({ description: 'The page where the customer pays, while the checkout is open.' }),
    declineReason: declineReason.optional().meta({
      description:
        'Why the last attempt to pay was declined, until one succeeds. `declined`: the bank gives no reason.',
    }),
  })
  .meta({ id: 'Checkout' });
