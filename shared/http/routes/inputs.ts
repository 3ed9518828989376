import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { instantInput, wordedInstant } from '../../kernel/clock.ts';
import { line, text } from '../../kernel/text.ts';
import { entryKind, entryType } from '../../table/items/entry.ts';
import { pageQuery } from '../page.ts';

/** A period of the history; either end may be left open. */
const period = <Time extends z.ZodType>(time: Time) => ({
  from: time.optional().meta({ description: 'Entries at or after this time.' }),
  to: time.optional().meta({ description: 'Entries before this time.' }),
});

export const isForward = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from < to;

export const backward = { path: ['from'], message: 'from must be before to' };

/** The query of an account. */
export const balanceQuery = z.strictObject({
  at: instantInput.optional().meta({
    description:
      'Returns the balance as posted at this time. Credits count until their expiry is posted. A time in the future ' +
      'gives the balance as posted by now.',
  }),
});

/** The query of a page of the history, for customers and agencies alike. */
export const historyQuery = z
  .strictObject({
    ...pageQuery,
    order: z.enum(['newest', 'oldest']).default('newest').meta({ description: 'Which entries come first.' }),
    type: entryType
      .optional()
      .meta({ description: 'Return only entries that came in, or only those that went out.' }),
    kind: entryKind.optional().meta({ description: 'Return only entries of this kind.' }),
    ...period(instantInput),
  })
  .refine(isForward, backward);

export const statementQuery = z
  .strictObject({
    ...period(wordedInstant),
    cursor: pageQuery.cursor,
    bom: z
      .enum(['true', 'false'])
      .default('false')
      .meta({ description: 'Start with a byte order mark, so that Excel reads the file as UTF-8.' }),
  })
  .refine(({ from, to }) => isForward({ from: from?.instant, to: to?.instant }), backward);

/** The body of a spend, by a customer or an agency. */
export const spendInput = z
  .strictObject({
    amount: credits,
    reference: line(128).meta({
      description: 'Your own ID of what the credits pay for, such as an order.',
      example: 'order-1042',
    }),
    note: text(256)
      .optional()
      .meta({ description: 'The customer reads this in the history.', example: 'Ten large prints' }),
  })
  .meta({ id: 'SpendInput' });
