import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';

export const provider = z.enum(['stripe', 'paypal']).meta({ id: 'Provider' });

export type Provider = z.infer<typeof provider>;

/** A payment's statuses, in order. A payment only advances in it, so facts can join in any order. */
export const paymentStatus = z.enum(['pending', 'failed', 'paid']);

/**
 * Why a payment was declined, in our own codes: a provider's codes differ, grow, and may reveal what its customer must not
 * know, such as that a card is reported as stolen.
 */
export const declineReason = z
  .enum([
    'insufficient_funds',
    'expired_card',
    'incorrect_details',
    'authentication_required',
    'limit_exceeded',
    'declined',
  ])
  .meta({ id: 'DeclineReason' });

export type DeclineReason = z.infer<typeof declineReason>;

/**
 * A refund's statuses, in order. A refund only advances in it. Money on its way back counts as gone; a refund
 * that fails, even after it had succeeded, does not.
 */
export const refundStatus = z.enum(['pending', 'succeeded', 'failed']).meta({ id: 'RefundStatus' });

/** Who gave money back: the agency, or the provider by itself (a reversal), which carries out a dispute. */
export const refundCause = z.enum(['refund', 'reversal']);

/**
 * What was last decided in a dispute. A warning is an inquiry that moves no money; the money is gone while a dispute is
 * open and when it is lost, and back once it is won. Where the provider names the movements of a dispute's money, these
 * count and not the status. The order decides only between two statements of the same time.
 */
export const disputeStatus = z.enum(['warning', 'open', 'lost', 'won']).meta({ id: 'DisputeStatus' });

/** The movements of a dispute's money, in minor units of the dispute's currency, where the provider names them. */
export const disputeMovements = {
  /** One by one, by the provider's ids. Money that the agency lost is negative. */
  transactions: z.record(z.string().min(1).max(255), z.int()).exactOptional(),
  /** In sum: what the agency lost, and what of it came back. */
  moved: z.object({ lost: z.int().min(0), cameBack: z.int().min(0) }).exactOptional(),
  /**
   * Since when there is a dispute that the provider carries out by refunds and reversals of the payment: these are then
   * the dispute's own money. Absent where they never are.
   */
  beganAt: instantSchema.exactOptional(),
  /** A bank takes the money itself: no refund is the dispute's, though a reversal may be. */
  isByBank: z.literal(true).exactOptional(),
};

export type PaymentStatus = z.infer<typeof paymentStatus>;

export type RefundStatus = z.infer<typeof refundStatus>;

export type DisputeStatus = z.infer<typeof disputeStatus>;
