import * as z from 'zod';
import { money } from '../kernel/amount.ts';
import { instantSchema } from '../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../kernel/ids.ts';
import { paymentStatus, provider } from '../kernel/payment.ts';

/**
 * Something that a provider says happened. `checkoutId` and `account` are only where to look: what a payment is worth
 * comes from our own record of the checkout.
 */
export const paymentFact = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('payment'),
    paymentId: z.string().min(1).max(255),
    status: paymentStatus,
    money,
    at: instantSchema,
    checkoutId: recordId.exactOptional(),
    account: accountId.exactOptional(),
  }),
  /** Nobody can pay at this checkout any more. */
  z.strictObject({
    type: z.literal('checkout_closed'),
    checkoutId: recordId,
    account: accountId,
    at: instantSchema,
  }),
]);

export type PaymentFact = z.infer<typeof paymentFact>;

/** What the payment queue carries: a fact, not the provider's event, so that no customer's data lies in a queue. */
export const paymentMessage = z.strictObject({
  agency: agencyId,
  provider,
  /** The provider's id of the event, to find it again in the provider's own log. */
  eventId: z.string(),
  fact: paymentFact,
});

export type PaymentMessage = z.infer<typeof paymentMessage>;
