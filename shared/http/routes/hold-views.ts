import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { holdMaker, MAX_HOLD_MS } from '../../table/items/hold.ts';
import { pageQuery } from '../page.ts';
import { entryView } from './views.ts';

const MAX_SECONDS = MAX_HOLD_MS / 1000;

export const holdStatus = z.enum(['open', 'captured', 'released', 'expired']).meta({ id: 'HoldStatus' });

export const holdInput = z
  .strictObject({
    amount: credits,
    reference: line(128).meta({
      description: 'Your own ID of what the credits are held for, such as a job. Captures have it, too.',
      example: 'job-1042',
    }),
    note: text(256)
      .optional()
      .meta({ description: 'The customer reads this.', example: 'Video, up to 10 minutes' }),
    seconds: z
      .int()
      .min(1)
      .max(MAX_SECONDS)
      .default(MAX_SECONDS)
      .meta({ description: 'Seconds after which the hold ends: at most a week.', example: 3600 }),
  })
  .meta({ id: 'HoldInput' });

export const captureInput = z
  .strictObject({
    amount: credits
      .optional()
      .meta({ description: 'The credits to spend. Without it, all that the hold holds.' }),
    final: z.boolean().default(true).meta({
      description:
        'Whether this is the last capture: the rest is given back. With `false` the hold stays open until its end.',
    }),
    note: text(256)
      .optional()
      .meta({ description: "The customer reads this in the history. Without it, the hold's note." }),
  })
  .meta({ id: 'CaptureInput' });

export const holdsQuery = z.strictObject({
  ...pageQuery,
  status: holdStatus.optional().meta({ description: 'Only holds with this status.' }),
});

export const holdView = z
  .object({
    id: recordId,
    status: holdStatus.meta({
      description: '`captured`: its last capture is done. `expired`: it reached its end first.',
    }),
    madeBy: holdMaker.meta({
      description:
        'Who made it. Only the agency can capture or release a hold of the agency. That of an order has the ID of the order, ' +
        'and ends when the order is done or cancelled.',
    }),
    spender: recordId.optional().meta({ description: 'The spender under whose budget it is.' }),
    amount: z.int().meta({ description: 'The credits that were set aside.' }),
    held: z.int().min(0).meta({
      description:
        'The credits that it holds now: the amount less what was captured, or taken back with its payment.',
    }),
    captured: z.int().min(0).meta({ description: 'The credits that were spent of it.' }),
    reference: z.string(),
    note: z.string().optional(),
    createdAt: instantSchema,
    endsAt: instantSchema.optional().meta({
      description: 'From this time on, it holds nothing. Absent for that of an order.',
    }),
    closedAt: instantSchema
      .optional()
      .meta({ description: 'When it was released, or captured for the last time.' }),
    captures: z
      .array(
        z
          .object({
            id: recordId,
            amount: z.int(),
            at: instantSchema,
            entry: z.int().meta({ description: 'The number of its entry in the history.' }),
          })
          .meta({ id: 'Capture' }),
      )
      .meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'Hold' });

export const capturedView = z
  .object({
    id: recordId.meta({ description: 'The ID of the capture.' }),
    entry: entryView,
    held: z.int().min(0).meta({ description: 'The credits that the hold still holds.' }),
  })
  .meta({ id: 'Captured' });
