import * as z from 'zod';
import { ascii } from '../kernel/text.ts';

/** Longer than any that we give out: a sort key may be 900 characters, and a place in the index has three parts. */
const MAX_CURSOR_LENGTH = 2048;

/** What every list takes: how many, and where the page before ended. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(25)
    .meta({ description: 'How many items a page holds at most.' }),
  cursor: ascii(MAX_CURSOR_LENGTH)
    .optional()
    .meta({ description: 'The `cursor` of the page before. Without it, the first page.' }),
};

/**
 * What every list answers: a page, and the cursor of the next one while there may be more. One of `Entry` is an `EntryPage`.
 * @param about what the page says beside its items
 */
export const listed = <Item extends z.ZodType, About extends z.ZodRawShape>(item: Item, about?: About) =>
  z
    .object({
      ...about,
      items: z.array(item),
      cursor: z
        .string()
        .nullable()
        .meta({ description: 'Send this to read the next page. Null on the last page.' }),
    })
    .meta({ id: `${item.meta()?.id}Page` });
