import * as z from 'zod';
import { money } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { RESTRICTED, soldOnlyFor } from './only-for.ts';
import { declineReason, provider } from './payment-status.ts';

/** An attempt to pay at a provider, at a price that was fixed when it began. */
export const checkoutItem = numbered(
  RESTRICTED,
  z.object({
    id: recordId,
    agency: agencyId,
    account: accountId,
    version: z.int().min(0),
    provider,
    packageId: recordId.exactOptional(),
    credits: z.int().min(1),
    bonusCredits: z.int().min(0),
    ...soldOnlyFor,
    price: money,
    /** What the customer reads on the provider's page. */
    label: z.string().min(1),
    createdAt: instantSchema,
    expiresAt: instantSchema,
    returnUrl: z.url(),
    /** The hash of the request that began it, so that its Idempotency-Key serves no other request. */
    inputHash: z.string(),
    /** The provider's own checkout (Stripe: the session), once it has answered. */
    session: z.object({ id: z.string(), url: z.url() }).exactOptional(),
    /** Since when the provider says that nobody can pay here any more. */
    closedAt: instantSchema.exactOptional(),
    /** The last try to pay that was declined. */
    declined: z.object({ reason: declineReason, at: instantSchema }).exactOptional(),
  }),
);

export type Checkout = z.infer<typeof checkoutItem>;
