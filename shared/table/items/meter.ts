import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

/** What units of a meter cost: `creditsPer` credits for each `per` units, however few are used at a time. */
export const meterPrice = z.object({
  creditsPer: credits.meta({ description: 'The credits that `per` units cost.', example: 3 }),
  per: z
    .int()
    .min(1)
    .max(1_000_000_000)
    .meta({ description: 'The number of units that cost `creditsPer` credits.', example: 1000 }),
});

export type MeterPrice = z.infer<typeof meterPrice>;

/** Something that is sold by use. */
export const meterItem = meterPrice.extend({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  name: line(120).meta({ description: 'Customers read this in their history.', example: 'API calls' }),
  entries: z.enum(['each', 'batch']).default('each').meta({
    description:
      '`each`: each event is an entry of the history. `batch`: events that are charged together are one entry, which costs less.',
  }),
  unit: line(60).meta({ description: 'What is counted. Customers read this.', example: 'call' }),
});

export type Meter = z.infer<typeof meterItem>;
