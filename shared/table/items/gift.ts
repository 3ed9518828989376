import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { entryPlace } from './entry.ts';

/** How a gift ended. */
export const giftEnd = z.enum(['redeemed', 'taken_back', 'expired']);

/**
 * Credits on their way to whoever redeems a code. They wait in an account of their own, which has the gift's id: so they
 * are followed, expire and are audited as everywhere.
 */
export const giftItem = z.object({
  id: recordId,
  agency: agencyId,
  /** Who gives. */
  account: accountId,
  version: z.int().min(0),
  amount: z.int().min(1),
  createdAt: instantSchema,
  /** From then on the code is not redeemed any more, and the credits go back. */
  expiresAt: instantSchema,
  /** While it is open, the giver may see the code again. */
  code: z.string().exactOptional(),
  hash: z.string(),
  /** The last symbols of the code, by which its holder knows it. */
  hint: z.string(),
  /** While it is open: what the recipient is to read, and the giver's name. */
  note: z.string().exactOptional(),
  label: z.string().exactOptional(),
  /** Under whose budget it was given. */
  spender: recordId.exactOptional(),
  /** The entry of the giver. */
  sent: entryPlace,
  /** The hash of the request, so that its Idempotency-Key serves no other. */
  inputHash: z.string(),
  /** What became of it: who has the credits, and how many there were left. */
  ended: z.object({ as: giftEnd, at: instantSchema, to: accountId, credits: z.int().min(0) }).exactOptional(),
});

export type Gift = z.infer<typeof giftItem>;

/** To which gift a code leads. */
export const giftCodeItem = z.object({ id: recordId, agency: agencyId, version: z.int().min(0) });
