import * as z from 'zod';
import { credits, money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { entryPlace } from './entry.ts';

/** What an invoice comes to: credits, or money that is converted at the agency's rate. */
export const invoiceAmount = z.union([
  z.object({ credits }).meta({ id: 'CreditAmount' }),
  z.object({ money }).meta({ id: 'MoneyAmount' }),
]);

/** What the agency wants of an account. */
export const invoiceItem = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  /** The agency's own number of it. */
  number: line(64),
  description: text(2000),
  amount: invoiceAmount,
  creditsAccepted: z.boolean(),
  issuedAt: instantSchema,
  dueAt: instantSchema.exactOptional(),
  status: z.enum(['open', 'paid', 'void']).meta({ id: 'InvoiceStatus' }),
  payment: z.object({ credits, at: instantSchema, entry: entryPlace }).exactOptional(),
});

export type Invoice = z.infer<typeof invoiceItem>;
