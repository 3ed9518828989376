import * as z from 'zod';

export const provider = z.enum(['stripe', 'paypal']);

export type Provider = z.infer<typeof provider>;

/** Where a payment stands, in the order in which it only ever advances, so that facts join in any order. */
export const paymentStatus = z.enum(['pending', 'failed', 'paid']);

/**
 * Where a refund stands, in the order in which it only ever advances. Money on its way back counts as gone; a refund
 * that fails, even after it had succeeded, does not.
 */
export const refundStatus = z.enum(['pending', 'succeeded', 'failed']);

/** Who gave money back: the agency, or the provider by itself (a reversal), which carries out a dispute. */
export const refundCause = z.enum(['refund', 'reversal']);

/**
 * Where a dispute stands, in the order in which it only ever advances. A warning is an inquiry that has moved no money;
 * the money is gone while a dispute is open and when it is lost, and back once it is won.
 */
export const disputeStatus = z.enum(['warning', 'open', 'lost', 'won']);

export type PaymentStatus = z.infer<typeof paymentStatus>;

export type RefundStatus = z.infer<typeof refundStatus>;

export type DisputeStatus = z.infer<typeof disputeStatus>;
