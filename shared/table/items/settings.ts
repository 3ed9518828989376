import * as z from 'zod';
import { credits, currency, MAX_AMOUNT } from '../../kernel/amount.ts';
import { agencyId } from '../../kernel/ids.ts';
import { provider } from '../../kernel/payment.ts';

/** How an agency sells and takes credits. */
export const settingsItem = z.object({
  agency: agencyId,
  version: z.int().min(0),
  name: z.string().min(1).max(120),
  /** The currency in which the agency sells credits. */
  currency,
  /** Whether customers may buy credits, and spend them, at the moment. */
  creditSales: z.boolean(),
  creditPayments: z.boolean(),
  providers: z.array(provider),
  /** Any amount within bounds, at a price per credit in minor units; without this, packages only. */
  customAmount: z
    .object({ unitPrice: z.int().min(1).max(MAX_AMOUNT), minimum: credits, maximum: credits })
    .exactOptional(),
  /** What becomes of credits that were spent when their payment is taken back: the account owes them, or nobody. */
  reversals: z.enum(['debt', 'give_up']),
  /** A balance below this is `low`. */
  lowBalance: z.int().min(0),
  /** Where a customer may be sent after paying: the first is the default, others must share an origin with one. */
  returnUrls: z.array(z.url()).min(1),
});

export type Settings = z.infer<typeof settingsItem>;
