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

/** Credits that are restricted alike, one for each restriction. */
export const restrictedCredits = z.array(
  z.object({ credits: z.int().min(1), onlyFor }).meta({ id: 'RestrictedCredits' }),
);

/** What restricts credits that are sold. */
export const soldOnlyFor = {
  onlyFor: onlyFor.exactOptional().meta({
    description:
      'What alone the credits can be spent on: whatever one of the lists names. Without it, on anything.',
  }),
  bonusOnlyFor: onlyFor.exactOptional().meta({ description: 'The same for the bonus credits.' }),
};

/** What is sold with restrictions is written with a number that code from before restrictions does not know. */
export const RESTRICTED = 2;

export const soldNumber = (sold: { onlyFor?: OnlyFor; bonusOnlyFor?: OnlyFor }): number =>
  sold.onlyFor || sold.bonusOnlyFor ? RESTRICTED : 1;
