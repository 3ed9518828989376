import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

const ids = z.array(recordId).min(1).max(20).exactOptional();

/** What alone something may be spent on: whatever one of the lists names. */
export const onlyFor = z
  .strictObject({
    products: ids.meta({ description: 'IDs of products.' }),
    categories: z
      .array(line(64))
      .min(1)
      .max(20)
      .exactOptional()
      .meta({ description: 'Categories of products.' }),
    services: ids.meta({ description: 'IDs of services.' }),
    meters: ids.meta({ description: 'IDs of meters.' }),
  })
  .refine((lists) => Object.keys(lists).length > 0, 'must have at least one list')
  .meta({ id: 'OnlyFor' });

export type OnlyFor = z.infer<typeof onlyFor>;
