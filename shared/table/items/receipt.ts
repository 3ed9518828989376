import * as z from 'zod';
import { money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { paymentStatus, provider } from '../../kernel/payment.ts';
import { lotShare } from './account.ts';

/** What does not fit between a payment and our books: it credits nothing and waits for the agency. */
export const receiptFlag = z.enum(['amount_differs', 'currency_differs', 'checkout_unknown']);

/** The provider's payment as we know it: the facts that have joined so far, and what they have moved. */
export const receiptItem = z.object({
  agency: agencyId,
  provider,
  /** The provider's id of the payment (Stripe: the payment intent). */
  paymentId: z.string(),
  version: z.int().min(0),
  checkoutId: recordId.exactOptional(),
  account: accountId.exactOptional(),
  payment: z.object({ status: paymentStatus, money, at: instantSchema }).exactOptional(),
  /** The credits that the account was given so far because of these facts. */
  applied: z.int().min(0),
  /** The lots that this payment brought in. */
  lots: z.array(z.int().min(1)),
  /** What is taken back at present, to be put back should the reason for it go away. */
  taken: z.array(lotShare),
  flag: receiptFlag.exactOptional(),
});

export type Receipt = z.infer<typeof receiptItem>;
