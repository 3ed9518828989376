import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { invoiceAmount, invoiceItem } from '../../../table/items/invoice.ts';
import { settingsItem } from '../../../table/items/settings.ts';
import { availability } from '../views.ts';

export const payment = z
  .object({
    credits,
    at: instantSchema.meta({ description: 'When it was paid.' }),
    entry: z.int().meta({ description: 'The number of the entry that paid the invoice.' }),
  })
  .meta({ id: 'Payment' });

export const invoiceView = z
  .object({
    id: recordId,
    number: z.string().meta({
      description: "The agency's invoice number. It is also the reference of the entry that paid it.",
    }),
    description: z.string(),
    amount: invoiceAmount.meta({ description: 'The amount as issued: credits or money.' }),
    credits: credits.nullable().meta({
      description:
        "The price in credits: what was paid, or the amount at the agency's current rate, rounded up. Null " +
        "if credits can't pay it.",
    }),
    rate: settingsItem.shape.invoiceRates.valueType.optional().meta({
      description: '`credits` pay `amount` minor units. Absent if nothing is converted.',
    }),
    status: invoiceItem.shape.status,
    issuedAt: instantSchema,
    dueAt: instantSchema.optional(),
    payment: payment.optional(),
    pay: availability.meta({ description: 'Whether the customer can pay it with credits now.' }),
  })
  .meta({ id: 'Invoice' });

/** What a payment is answered with, the first time and whenever it is repeated. */
export const invoicePaymentView = payment
  .extend({ invoiceId: recordId, number: z.string() })
  .meta({ id: 'InvoicePayment' });
