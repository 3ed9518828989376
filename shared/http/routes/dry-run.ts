import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { entryKind, entryType } from '../../table/items/entry.ts';
import { restricted, restriction } from './views.ts';
import { lotClass } from '../../table/items/lot.ts';

const lotView = z
  .object({ class: lotClass, credits: z.int(), expiresAt: instantSchema.optional(), onlyFor: restriction })
  .meta({ id: 'Lot' });

export const dryRunView = z
  .object({
    dryRun: z.literal(true),
    balance: z.int().meta({ description: 'The balance afterwards.' }),
    available: z
      .int()
      .min(0)
      .meta({ description: 'The credits that the account could spend on anything afterwards.' }),
    held: z.int().min(0).meta({ description: 'The credits that open holds would hold afterwards.' }),
    debt: z.int().min(0).meta({ description: 'The credits that the account would owe afterwards.' }),
    restricted,
    entries: z
      .array(
        z
          .object({
            type: entryType,
            kind: entryKind,
            label: z.string().optional(),
            amount: z.int().min(1),
            balance: z.int().meta({ description: 'The balance after this entry.' }),
            lots: z.array(lotView).meta({ description: 'The lots drawn from, or added to.' }),
            debt: z.int().optional().meta({ description: 'The part that would pay a debt or leave one.' }),
          })
          .meta({ id: 'PlannedEntry' }),
      )
      .meta({ description: 'The entries that the history would get. Credits that have expired come first.' }),
  })
  .meta({ id: 'DryRun' });

/** What a route answers to a dry run, beside what it answers otherwise. */
export const dryRunResponse = {
  200: {
    description: 'With `Prefer: dry-run`: what the request would do. Nothing was changed.',
    body: dryRunView,
  },
} as const;
