import * as z from 'zod';
import { kept, paidFor } from './common.ts';

/** https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_get */
export const disputeStage = z.enum(['INQUIRY', 'CHARGEBACK', 'PRE_ARBITRATION', 'ARBITRATION']);
export const disputeChannel = z.enum(['INTERNAL', 'EXTERNAL']);
export const openStatus = z.enum([
  'OPEN',
  'WAITING_FOR_BUYER_RESPONSE',
  'WAITING_FOR_SELLER_RESPONSE',
  'UNDER_REVIEW',
]);
export const disputeOutcome = z.enum([
  'RESOLVED_BUYER_FAVOUR',
  'RESOLVED_SELLER_FAVOUR',
  'RESOLVED_WITH_PAYOUT',
  'CANCELED_BY_BUYER',
  'ACCEPTED',
  'DENIED',
  'NONE',
]);

/** One of the payments that a dispute is about, with what was captured by it, and how much of the dispute is about it. */
const disputedPayment = z.object({
  capture: z.string(),
  created: z.int(),
  amount: z.int(),
  custom_id: z.string().nullable(),
  invoice_id: z.string().nullable(),
  share: z.int(),
});

/** Money that a party got or lost by a dispute. */
const movement = z.object({
  party: z.enum(['SELLER', 'BUYER', 'PAYMENT_PROCESSOR']),
  type: z.enum(['DEBIT', 'CREDIT']),
  amount: z.int(),
  at: z.int(),
  reason: z.enum(['DISPUTE_SETTLEMENT', 'DISPUTE_FEE']),
});

const adjudication = z.object({
  type: z.enum(['DENY_BUYER', 'PAYOUT_TO_BUYER', 'PAYOUT_TO_SELLER', 'RECOVER_FROM_SELLER']),
  at: z.int(),
  stage: disputeStage,
});

export const cryptocurrency = z.strictObject({ asset_symbol: z.string(), quantity: z.string() });

/** What we keep of a dispute. */
export const disputeFacts = z.object({
  ...kept,
  ...paidFor,
  object: z.literal('dispute'),
  /** The first of its payments, and what was captured by it. */
  capture: z.string(),
  captured: z.object({ created: z.int(), amount: z.int() }),
  /** The other payments. */
  others: z.array(disputedPayment).default([]),
  reason: z.string(),
  status: z.enum([...openStatus.options, 'RESOLVED']),
  stage: disputeStage,
  channel: disputeChannel,
  outcome: disputeOutcome.nullable(),
  /** What the buyer got by this dispute, paid by the seller or by PayPal. */
  refunded: z.int(),
  /** What PayPal holds of the seller's money until the dispute is decided. */
  held: z.int().default(0),
  /** What the seller has lost by it. */
  taken: z.int().default(0),
  movements: z.array(movement).default([]),
  adjudications: z.array(adjudication).default([]),
  /** What it is about in the place of money. */
  asset: cryptocurrency.nullable().default(null),
  /** Fields that PayPal leaves out of it: none is required. */
  omitted: z.array(z.string()).default([]),
});

export type DisputeFacts = z.infer<typeof disputeFacts>;
export type DisputedPayment = z.infer<typeof disputedPayment>;
export type Movement = z.infer<typeof movement>;
export type Adjudication = z.infer<typeof adjudication>;

/** @returns the payments that a dispute is about */
export const paymentsIn = (facts: DisputeFacts): [DisputedPayment, ...DisputedPayment[]] => {
  const { capture, captured, custom_id, invoice_id, others } = facts;
  const share = others.reduce((left, other) => left - other.share, facts.amount);
  return [{ capture, ...captured, custom_id, invoice_id, share }, ...others];
};
