import * as z from 'zod';
import { credits, money } from '../../kernel/amount.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';

/** Credits for sale, with optional bonus credits. */
export const packageItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: z.string().min(1).max(120),
  description: z.string().max(1000).exactOptional(),
  credits,
  bonusCredits: z.int().min(0).max(1_000_000_000),
  price: money,
  /** Only what is on sale is shown to customers and can be bought. */
  onSale: z.boolean(),
});

export type Package = z.infer<typeof packageItem>;
