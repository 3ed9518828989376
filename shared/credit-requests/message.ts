import * as z from 'zod';
import { accountId, agencyId, recordId } from '../kernel/ids.ts';
import { decision } from '../table/items/decision.ts';

/**
 * What the queue of credit requests carries: one decision on one step, by somebody who was allowed to make it.
 * `account` is only where to look: whose request it is, the request says itself.
 */
export const creditRequestMessage = z.strictObject({
  agency: agencyId,
  account: accountId,
  requestId: recordId,
  decision,
});

export type CreditRequestMessage = z.infer<typeof creditRequestMessage>;
