import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';
import { onlyFor } from '../../table/items/only-for.ts';
import { ignored, readOnly } from './agency/read-only.ts';
import { aboveBudget, spenderKind, spenderLimits } from '../../table/items/spender.ts';

const shape = {
  name: line(60).meta({ description: 'The owner of the account reads this.', example: 'Research agent' }),
  kind: spenderKind.meta({ description: 'What it is. It changes nothing but how pages show it.' }),
  limits: spenderLimits.meta({
    description: 'The most that it may spend. Without a limit, any amount; with `0`, nothing.',
    example: { perCall: 20, perDay: 100, perMonth: 1000 },
  }),
};

export const spenderInput = z
  .strictObject({
    ...shape,
    onlyFor: onlyFor.exactOptional().meta({
      description:
        'What alone it may spend on: whatever one of the lists names. Without it, on anything. Plain spends, holds, transfers and ' +
        'invoices name nothing, so a restriction refuses them.',
    }),
    above: aboveBudget.exactOptional().meta({
      description:
        'What becomes of a spend, hold or purchase beyond limits or restriction: `refuse` (as without it), or `ask` the owner of the ' +
        'account, who approves or declines it.',
    }),
  })
  .meta({ id: 'SpenderInput' });

const periodView = z
  .object({
    spent: z
      .int()
      .min(0)
      .meta({ description: 'The credits spent in this period, less what was given back.' }),
    left: z
      .int()
      .min(0)
      .optional()
      .meta({ description: 'The credits left of the limit. Absent without one.' }),
    startsAnewAt: instantSchema.meta({ description: 'When the next period begins, with nothing spent.' }),
  })
  .meta({ id: 'SpenderPeriod' });

export const spenderView = z
  .object({
    id: recordId,
    ...shape,
    onlyFor: onlyFor.optional(),
    above: aboveBudget.meta({ description: 'Whether it is refused or asks the owner beyond its budget.' }),
    held: z.int().min(0).meta({
      description:
        'The credits that its open holds hold. They count in every limit until they are captured or released.',
    }),
    day: periodView.meta({ description: "Today, in the agency's time zone." }),
    month: periodView.meta({ description: "This month, in the agency's time zone." }),
    createdAt: instantSchema,
  })
  .meta({ id: 'Spender' });

export const spenderListView = z
  .object({ items: z.array(spenderView).meta({ description: 'Oldest first, at most 50.' }) })
  .meta({ id: 'Spenders' });

/** What was read can be put back. */
export const spenderPutInput = spenderInput
  .safeExtend({
    id: readOnly(recordId),
    createdAt: readOnly(instantSchema),
    held: ignored(spenderView.shape.held),
    day: ignored(periodView),
    month: ignored(periodView),
  })
  .meta({ id: 'SpenderPutInput' });

/** Of an agency's spends and holds on behalf of an account. */
export const spenderOnBehalf = recordId.optional().meta({
  description: "The ID of one of the account's spenders, under whose budget this is. Without it, under none.",
});
