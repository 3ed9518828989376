import * as z from 'zod';
import { money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import {
  disputeMovements,
  disputeStatus,
  paymentStatus,
  provider,
  refundCause,
  refundStatus,
} from './payment-status.ts';
import { areRestricted, haveOrigin, havePrice, lotsToStore, storedLots } from './lot.ts';

/** What does not fit between a payment and our books; it waits for the agency to look into it. */
export const receiptFlag = z.enum([
  'amount_differs',
  'currency_differs',
  'checkout_unknown',
  'refund_currency_differs',
]);

/** A provider's latest statement about one of its objects, and its time. */
const statement = <Status extends z.ZodType>(status: Status) =>
  z.object({ status, money, at: instantSchema });

/** The provider's payment as we know it: the facts that have joined so far, and what they have moved. */
export const receiptItem = numbered(
  5,
  z.object({
    agency: agencyId,
    provider,
    /** The provider's id of the payment (Stripe: the payment intent; PayPal: the capture). */
    paymentId: z.string(),
    version: z.int().min(0),
    checkoutId: recordId.exactOptional(),
    account: accountId.exactOptional(),
    payment: statement(paymentStatus).exactOptional(),
    /** By the provider's ids: these are the units, never sums over time. */
    refunds: z.record(z.string(), statement(refundStatus).extend({ cause: refundCause })),
    disputes: z.record(z.string(), statement(disputeStatus).extend(disputeMovements)),
    /** The credits that the account was given so far because of these facts. */
    applied: z.int().min(0),
    /** Of these, what should have been taken back, was spent already, and was given up as the agency wants it. */
    givenUp: z.int().min(0),
    /** The lots that this payment brought in. */
    lots: z.array(z.int().min(1)),
    /** What is taken back at present, to be put back should the reason for it go away. */
    taken: storedLots,
    /** Of what is taken back at present, what its own lots did not cover: other credits of the account, or a debt. */
    short: z.int().min(1).exactOptional(),
    /** What of these was recovered since from accounts that its credits were sent to. */
    recovered: z
      .array(z.object({ account: accountId, taken: storedLots }))
      .min(1)
      .exactOptional(),
    /** When its credits first stood in the history. */
    creditedAt: instantSchema.exactOptional(),
    flag: receiptFlag.exactOptional(),
  }),
);

export type Receipt = z.infer<typeof receiptItem>;

/** The number that a receipt is written with: that of the first version which knows all that it has. */
export const receiptNumber = ({ taken, recovered = [] }: Pick<Receipt, 'taken' | 'recovered'>): number => {
  if (havePrice([...taken, ...recovered.flatMap((one) => one.taken)])) return 5;
  if (areRestricted(taken)) return 4;
  return recovered.length > 0 || haveOrigin(taken) ? 3 : 2;
};

/** A receipt as it is stored. */
export const receiptToStore = (receipt: Receipt) => ({
  ...receipt,
  taken: lotsToStore(receipt.taken),
  ...(receipt.recovered && {
    recovered: receipt.recovered.map((one) => ({ ...one, taken: lotsToStore(one.taken) })),
  }),
});

/** A refund or a dispute as its receipt keeps it, by the provider's id. */
export type RefundRecord = Receipt['refunds'][string];
export type DisputeRecord = Receipt['disputes'][string];
