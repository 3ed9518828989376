import * as z from 'zod';
import { accountId, agencyId } from '../kernel/ids.ts';
import { usageEvent } from '../table/items/usage-event.ts';

/** What the usage queue carries: events of one account. */
export const usageMessage = z.strictObject({
  agency: agencyId,
  account: accountId,
  events: z.array(usageEvent).min(1),
});

export type UsageMessage = z.infer<typeof usageMessage>;
