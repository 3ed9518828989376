import * as z from 'zod';
import { money } from '../kernel/amount.ts';
import { instantSchema } from '../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../kernel/ids.ts';
import {
  declineReason,
  disputeMovements,
  disputeStatus,
  paymentStatus,
  provider,
  refundCause,
  refundStatus,
} from '../table/items/payment-status.ts';

const providerId = z.string().min(1).max(255);

/**
 * Something that a provider says happened. `checkoutId` and `account` are only where to look: what a payment is worth
 * comes from our own record of the checkout.
 */
export const paymentFact = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('payment'),
    paymentId: providerId,
    status: paymentStatus,
    money,
    at: instantSchema,
    checkoutId: recordId.exactOptional(),
    account: accountId.exactOptional(),
  }),
  /** The id of a refund or a dispute is its unit: sums over time would count one twice. */
  z.strictObject({
    type: z.literal('refund'),
    paymentId: providerId,
    refundId: providerId,
    /** A reversal is a refund that the provider made, to carry out a dispute. */
    cause: refundCause,
    status: refundStatus,
    money,
    at: instantSchema,
  }),
  z.strictObject({
    type: z.literal('dispute'),
    paymentId: providerId,
    disputeId: providerId,
    status: disputeStatus,
    /** What is contested; of a dispute that was lost in part, what was lost. */
    money,
    /** When the provider said so: of two statements the newer one counts. */
    at: instantSchema,
    ...disputeMovements,
  }),
  /** A try to pay was declined; another may still succeed. */
  z.strictObject({
    type: z.literal('payment_declined'),
    checkoutId: recordId,
    account: accountId,
    reason: declineReason,
    at: instantSchema,
  }),
  /** This checkout can no longer be paid. */
  z.strictObject({
    type: z.literal('checkout_closed'),
    checkoutId: recordId,
    account: accountId,
    at: instantSchema,
  }),
]);

export type PaymentFact = z.infer<typeof paymentFact>;

/** A customer has agreed to pay an order at PayPal, where nothing is paid until we take it. */
const orderApproved = z.strictObject({
  type: z.literal('order_approved'),
  orderId: providerId,
  checkoutId: recordId,
  /** Of orders that earlier versions opened; the others are found by their checkout. */
  account: accountId.exactOptional(),
  at: instantSchema,
});

export type OrderApproved = z.infer<typeof orderApproved>;

/** Money of a payment went back, and the provider's own list of its refunds says what. */
const refundsChanged = z.strictObject({
  type: z.literal('refunds_changed'),
  paymentId: providerId,
  at: instantSchema,
});

export type RefundsChanged = z.infer<typeof refundsChanged>;

const queuedFact = z.discriminatedUnion('type', [...paymentFact.options, orderApproved, refundsChanged]);

/** What a webhook may say: something that happened, or something that asks to be done. */
export type QueuedFact = z.infer<typeof queuedFact>;

/** A message of the payment queue: a fact and not the provider's event, so that no queue holds customers' data. */
export const paymentMessage = z.strictObject({
  agency: agencyId,
  provider,
  /** The provider's id of the event, to find it again in the provider's own log. */
  eventId: z.string(),
  /** Whether the event is about real money, where the provider says so. */
  livemode: z.boolean().exactOptional(),
  fact: queuedFact,
});

export type PaymentMessage = z.infer<typeof paymentMessage>;
