import * as z from 'zod';
import { currency, money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId } from '../../kernel/ids.ts';
import { provider } from '../../kernel/payment.ts';
import { lotClass } from '../../table/items/account.ts';
import { entryKind, entryType } from '../../table/items/entry.ts';

/** Whether a customer may do something now, and if not, every reason why. */
export const availability = z.object({
  allowed: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), title: z.string() })),
});

/** Credits that expire together. */
const expiring = z.object({ credits: z.int(), class: lotClass, expiresAt: instantSchema });

export const accountView = z.object({
  account: accountId,
  balance: z.int().meta({ description: 'Credits, less what is owed. Negative only in debt.' }),
  available: z.int().min(0).meta({ description: 'Credits that can be spent now.' }),
  debt: z.int().min(0).meta({ description: 'Credits owed: the next credits pay this first.' }),
  state: z.enum(['ok', 'low', 'zero', 'debt']),
  expiring: z.array(expiring).meta({ description: 'What expires, soonest first.' }),
  allowed: z.object({ buyCredits: availability, spendCredits: availability }),
});

export const entryView = z.object({
  number: z.int().meta({ description: "Counts the account's entries from 1, without gaps." }),
  at: instantSchema,
  type: entryType,
  kind: entryKind,
  reference: z.string(),
  note: z.string().optional(),
  amount: z.int().min(1).meta({ description: 'Credits that came in or went out.' }),
  balance: z.int().meta({ description: 'The balance after this entry.' }),
});

export const packageView = z.object({
  id: recordId,
  name: z.string(),
  description: z.string().optional(),
  credits: z.int(),
  bonusCredits: z.int(),
  price: money,
});

export const customAmountView = z.object({
  unitPrice: z.int().meta({ description: 'Minor units for one credit.' }),
  currency,
  minimum: z.int(),
  maximum: z.int(),
});

export const checkoutView = z.object({
  id: recordId,
  status: z.enum(['open', 'processing', 'paid', 'failed', 'expired', 'under_review']).meta({
    description:
      'processing: the payment takes days; under_review: paid, but not what we asked for, so the agency looks into it.',
  }),
  provider,
  packageId: recordId.optional(),
  credits: z.int(),
  bonusCredits: z.int(),
  price: money,
  createdAt: instantSchema,
  expiresAt: instantSchema,
  url: z.url().optional().meta({ description: 'Where the customer pays, while the checkout is open.' }),
});

export const spendView = z.object({
  id: recordId,
  entry: entryView,
});
