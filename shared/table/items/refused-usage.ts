import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { usageRefusal } from './usage.ts';
import { usageEvent } from './usage-event.ts';

const { id, meter, quantity, time, spender } = usageEvent.shape;

/** An event that was refused, and why. */
export const refusedEvent = z.object({ id, meter, quantity, time, spender, reason: usageRefusal });

/** Usage of an account that was refused together: who sells it can't find it by the ids alone. */
export const refusedUsageItem = z.object({
  agency: agencyId,
  account: accountId,
  id: recordId,
  version: z.int().min(0),
  at: instantSchema,
  events: z.array(refusedEvent).min(1),
});

export type RefusedUsage = z.infer<typeof refusedUsageItem>;
