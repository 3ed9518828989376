import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { invoiceAmount, invoiceItem } from '../../../table/items/invoice.ts';
import { settingsItem } from '../../../table/items/settings.ts';
import { availability } from '../views.ts';

const payment = z.object({
  credits,
  at: instantSchema,
  entry: z.int().meta({ description: 'The number of the entry that paid it.' }),
});

export const invoiceView = z.object({
  id: recordId,
  number: z
    .string()
    .meta({ description: "The agency's own number, and the reference of the entry that paid it." }),
  description: z.string(),
  amount: invoiceAmount.meta({ description: 'As it was issued: credits, or money.' }),
  credits: credits.nullable().meta({
    description:
      "What it comes to: what was paid, or now at the agency's rate, rounded up. Null where credits can't pay it.",
  }),
  rate: settingsItem.shape.invoiceRates.valueType.optional().meta({
    description: 'So many credits pay so many minor units; absent where nothing is converted.',
  }),
  status: invoiceItem.shape.status,
  issuedAt: instantSchema,
  dueAt: instantSchema.optional(),
  payment: payment.optional(),
  pay: availability.meta({ description: 'Whether it can be paid with credits now.' }),
});

/** What a payment is answered with, the first time and whenever it is repeated. */
export const invoicePaymentView = payment.extend({ invoiceId: recordId, number: z.string() });
