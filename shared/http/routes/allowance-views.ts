import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { daySchema } from '../../kernel/days.ts';
import { allowanceSchedule, allowanceTerms } from '../../table/items/allowance.ts';
import { allowanceId } from './catalog-ids.ts';
import { restriction } from './views.ts';

/** Whether periods bring credits: they do not while the allowance is paused, and none begins after its last day. */
export const allowanceState = z.enum(['running', 'paused', 'ended']).meta({ id: 'AllowanceState' });

/** A period to come. */
export const comingPeriodView = z
  .object({
    on: daySchema.meta({ description: "The first day of the period, in the agency's time zone." }),
    at: instantSchema.meta({
      description: 'When the period begins. Scrip posts the credits within the hour after it.',
    }),
    amount: z.int().min(1).meta({ description: 'The credits that it brings.' }),
    expiresAt: instantSchema.optional().meta({
      description: 'When the first of these credits expire. Absent if they never do.',
    }),
    rollOver: z
      .object({ amount: z.int().min(1), expiresAt: instantSchema })
      .meta({ id: 'RollOver' })
      .optional()
      .meta({ description: 'The part of the credits that expires later, if it is not used.' }),
  })
  .meta({ id: 'ComingPeriod' });

/** An allowance for the owner of an account that gets it. */
export const ownAllowanceView = z
  .object({
    id: allowanceId,
    name: allowanceTerms.shape.name,
    every: allowanceSchedule.shape.every,
    state: allowanceState,
    onlyFor: restriction,
    since: instantSchema.meta({ description: 'Since when the account gets it.' }),
    next: comingPeriodView.optional().meta({
      description: 'The next period. Absent while the allowance is paused, and after it has ended.',
    }),
  })
  .meta({ id: 'OwnAllowance' });

export const ownAllowancesView = z
  .object({ items: z.array(ownAllowanceView).meta({ description: 'At most 20.' }) })
  .meta({ id: 'OwnAllowances' });
