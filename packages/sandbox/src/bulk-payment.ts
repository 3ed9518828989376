import * as z from 'zod';

/** One of many payments that are made at once. */
export const bulkPayment = z.strictObject({
  /** In minor units. */
  amount: z.int().min(1),
  currency: z.string().regex(/^[a-zA-Z]{3}$/),
  /** Stripe's `client_reference_id`, PayPal's `custom_id`; another shop on the account may give none. */
  reference: z.string().min(1).max(127).optional(),
  /** PayPal's `invoice_id`. */
  invoice: z.string().min(1).max(127).optional(),
  /** Stripe's, of the session and of its payment intent. */
  metadata: z.record(z.string(), z.string()).default({}),
  /** Unix seconds of when it was begun and paid; without it, now. */
  at: z.int().min(0).optional(),
});

export type BulkPayment = z.infer<typeof bulkPayment>;
export type MadePayment = { reference: string | undefined; checkout: string; payment: string };
