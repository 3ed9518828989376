import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { entryPlace } from './entry.ts';
import { storedLots } from './lot.ts';

/** Credits that went from one account to another: the record of both entries. It has no texts, which the entries have. */
export const transferItem = z.object({
  id: recordId,
  agency: agencyId,
  /** Who sent, and who received. */
  account: accountId,
  to: accountId,
  version: z.int().min(0),
  at: instantSchema,
  amount: z.int().min(1),
  /** The lots of the sender that were drawn. */
  lots: storedLots,
  /** The entries of the sender and of the recipient. */
  sent: entryPlace,
  received: entryPlace,
  /** The hash of the request, so that its Idempotency-Key serves no other. */
  inputHash: z.string(),
});

export type Transfer = z.infer<typeof transferItem>;
