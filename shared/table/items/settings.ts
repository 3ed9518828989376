import * as z from 'zod';
import { credits, currency, MAX_AMOUNT } from '../../kernel/amount.ts';
import { agencyId, region } from '../../kernel/ids.ts';
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
  /** From how many days before they expire credits count as expiring soon. */
  expiringSoonDays: z.int().min(1).max(365),
  /** Whether customers see the balance widget: always, once they have or owe credits, or never. */
  balanceWidget: z.enum(['shown', 'with_credits', 'hidden']),
  /** The region of customers whose token names none. */
  defaultRegion: region.exactOptional(),
  /** For how long a quote locks its price. */
  quoteMinutes: z.int().min(1).max(1440),
  /** Within how many days a purchase may be given back, also after a download or not; without this, never. */
  purchaseRefunds: z.object({ days: z.int().min(1).max(365), afterDownload: z.boolean() }).exactOptional(),
  /** By currency, how many credits pay how many minor units of an invoice; in other currencies they pay none. */
  invoiceRates: z.record(currency, z.object({ credits, amount: z.int().min(1).max(MAX_AMOUNT) })),
  /** Where a customer may be sent after paying: the first is the default, others must share an origin with one. */
  returnUrls: z.array(z.url()).min(1),
});

export type Settings = z.infer<typeof settingsItem>;
