import * as z from 'zod';
import { because } from '../../kernel/fault.ts';
import { credits } from '../../kernel/amount.ts';
import { instantInput, wordedInstant } from '../../kernel/clock.ts';
import { addDays, cut, daySchema, grain } from '../../kernel/days.ts';
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

export const backward = {
  path: ['from'],
  error: 'from must be before to',
  ...because({ code: 'wrong_order' }),
};

/** The query of an account. */
export const balanceQuery = z.strictObject({
  at: instantInput.optional().meta({
    description:
      'Returns the balance as posted at this time. Credits count until their expiry is posted. A time in the future ' +
      'gives the balance as posted by now.',
    'x-answer': 'PastBalance',
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

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2199-12-31';

const day = daySchema.refine(
  (named) => FIRST_DAY <= named && named <= LAST_DAY,
  'must be in the years 2000 to 2199',
);

export const month = z
  .string()
  .regex(/^20\d\d-(?:0[1-9]|1[0-2])$/, 'must be a month in the form 2026-01')
  .meta({ description: "A month of the calendar, in the agency's time zone.", example: '2026-01' });

export const monthOrPresent = month.optional().meta({
  description: "A month of the calendar, in the agency's time zone. Without it, the present one.",
  example: '2026-01',
});

/**
 * A period of days, and how to cut it.
 * @param maxDays what the answer can bear, and how many parts of it
 */
export const daysQuery = ({ maxDays, maxParts }: { maxDays: number; maxParts: number }) =>
  z
    .strictObject({
      from: day.meta({ description: "The first day, in the agency's time zone.", example: '2026-01-01' }),
      to: day.meta({ description: 'The last day, which is included.', example: '2026-01-31' }),
      by: grain.default('day').meta({
        description: 'How to cut the period: into days, weeks from Monday to Sunday, or months.',
      }),
    })
    .refine(({ from, to }) => from <= to, { ...backward, error: 'from must not be after to' })
    .refine(({ from, to }) => to <= addDays(from, maxDays - 1), {
      path: ['to'],
      message: `at most ${maxDays} days`,
      when: ({ issues }) => issues.length === 0,
    })
    .refine(({ by, ...days }) => cut(days, by).length <= maxParts, {
      path: ['by'],
      message: `at most ${maxParts} parts`,
      when: ({ issues }) => issues.length === 0,
    });

/** The query of an account's balance over time. */
export const balancesQuery = daysQuery({ maxDays: 3660, maxParts: 100 });

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
