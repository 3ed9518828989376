import * as z from 'zod';
import { currency, totalCredits } from '../../kernel/amount.ts';
import { daySchema } from '../../kernel/days.ts';
import { agencyId } from '../../kernel/ids.ts';

/** What moved in an agency's accounts on one day. */
export const figuresItem = z.object({
  agency: agencyId,
  version: z.int().min(0),
  /** In the time zone that the agency had when these entries were counted. */
  day: daySchema,
  /** Credits by type and kind of their entries: `in checkout`. */
  moved: z.record(z.string(), totalCredits),
  /** Prices of what was sold, in minor units by currency. */
  sales: z.record(currency, totalCredits),
});

export type Figures = z.infer<typeof figuresItem>;
