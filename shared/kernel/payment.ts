import * as z from 'zod';

export const provider = z.enum(['stripe', 'paypal']);

export type Provider = z.infer<typeof provider>;

/** Where a payment stands, in the order in which it only ever advances, so that facts join in any order. */
export const paymentStatus = z.enum(['pending', 'failed', 'paid']);

export type PaymentStatus = z.infer<typeof paymentStatus>;
