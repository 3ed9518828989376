import * as z from 'zod';

export const stripeCredentials = z.object({
  secretKey: z.string().min(1),
  /** Another host than Stripe's own, such as a sandbox. */
  apiBase: z.url({ protocol: /^https?$/ }).exactOptional(),
});

export type StripeCredentials = z.infer<typeof stripeCredentials>;

/** Signing secrets: two while one replaces the other. */
export const stripeWebhooks = z.array(z.string().min(1));
