import * as z from 'zod';

/** What every object that we keep has. `created` is in Unix seconds. */
export const kept = { id: z.string(), created: z.int() };

export const metadata = z.record(z.string(), z.string());

/** A card is charged at once; a SEPA debit is the method here that takes its time. */
export const paymentMethodType = z.enum(['card', 'sepa_debit']);

export type PaymentMethodType = z.infer<typeof paymentMethodType>;

export const NO_ADDRESS = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};
