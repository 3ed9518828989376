import * as z from 'zod';
import type { Result } from '../kernel/result.ts';
import { ascii } from '../kernel/text.ts';
import type { Page } from '../table/list.ts';
import { problem } from './errors.ts';

/** Longer than any that we give out: a sort key may be 900 characters, and a place in the index has three parts. */
const LONGEST_CURSOR = 2048;

/** What every list takes: how many, and where the page before ended. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: ascii(LONGEST_CURSOR).optional(),
};

/** What every list answers: a page, and the cursor of the next one while there may be more. */
export const listed = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    cursor: z
      .string()
      .nullable()
      .meta({ description: 'Send this to read the next page. Null on the last page.' }),
  });

/** Answers a page of a list, each item as `viewOf` shows it. */
export const pageAnswer = <Item, View>(
  page: Result<Page<Item>, { code: 'invalid_cursor' }>,
  viewOf: (item: Item) => View,
) =>
  page.ok
    ? ({ status: 200, body: { items: page.value.items.map(viewOf), cursor: page.value.cursor } } as const)
    : problem('invalid_cursor');
