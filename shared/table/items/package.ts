import * as z from 'zod';
import { credits, money } from '../../kernel/amount.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';

/** Credits for sale, with optional bonus credits. */
export const packageItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(120),
  description: text(1000, 0).exactOptional(),
  credits,
  bonusCredits: z.int().min(0).max(1_000_000_000),
  price: money,
  /** Only what is on sale is shown to customers and can be bought. */
  onSale: z.boolean(),
});

export type Package = z.infer<typeof packageItem>;
