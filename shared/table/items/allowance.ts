import * as z from 'zod';
import { credits, totalCredits } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { daySchema } from '../../kernel/days.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';
import { entryPlace } from './entry.ts';
import { lotClass } from './lot.ts';
import { onlyFor } from './only-for.ts';

/** Far from where a year has five digits, so that every period ends at an instant. */
const day = daySchema.refine((text) => '2000-01-01' <= text && text <= '2999-12-31', {
  error: 'must be in the years 2000 to 2999',
});

/** When the periods of an allowance begin. */
export const allowanceSchedule = z.object({
  every: z
    .enum(['day', 'week', 'month'])
    .meta({ id: 'AllowanceInterval' })
    .meta({ description: 'How long a period is. You cannot change it later.' }),
  startsOn: day.meta({
    description:
      "The first period begins on this day, in the agency's time zone. Weekly periods begin on its weekday, monthly " +
      'ones on its day of the month, or on the last day of a shorter month. You cannot change it later.',
    example: '2026-01-01',
  }),
});

/** What each period brings. */
export const allowanceTerms = z.object({
  name: line(120).meta({ description: 'Customers read this in their history.', example: 'Monthly credits' }),
  amount: credits.meta({ description: 'The credits of each period.' }),
  class: lotClass.exactOptional().meta({
    description: 'Whether the credits count as `paid` or `promo`. Without it, `promo`.',
  }),
  onlyFor: onlyFor.exactOptional().meta({
    description: 'What alone the credits can be spent on. Without it, on anything.',
  }),
  expiry: z.enum(['period_end', 'days', 'never']).meta({ id: 'AllowanceExpiry' }).meta({
    description: 'When the credits of a period expire: as the next one begins, after days, or never.',
  }),
  expiryDays: z
    .int()
    .min(1)
    .max(3650)
    .exactOptional()
    .meta({ description: 'With `expiry` `days`: days after the beginning of the period.' }),
  rollOverUpTo: credits.exactOptional().meta({
    description:
      'With `expiry` `period_end`: unused credits stay, up to this many of them, as the next period begins. At most ' +
      '31 times `amount`.',
  }),
  paused: z
    .boolean()
    .exactOptional()
    .meta({ description: 'While it is paused, periods begin without credits. They are not made up for.' }),
  endsOn: day.exactOptional().meta({
    description: 'No period begins after this day. Once it is over, the allowance has ended for good.',
  }),
});

export type AllowanceSchedule = z.infer<typeof allowanceSchedule>;
export type AllowanceTerms = z.infer<typeof allowanceTerms>;

/** Credits that accounts get every day, week or month. */
export const allowanceItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  createdAt: instantSchema,
  ...allowanceSchedule.shape,
  ...allowanceTerms.shape,
  /** What periods brought that began earlier, oldest first: each until an instant. */
  former: z.array(allowanceTerms.extend({ until: instantSchema })).exactOptional(),
});

export type Allowance = z.infer<typeof allowanceItem>;

const membership = z.object({
  /** The allowance's. */
  id: recordId,
  since: instantSchema,
  /** It is to get no period that begins from then on; without it, it still gets the allowance. */
  until: instantSchema.exactOptional(),
  /** The day of the first period that is neither posted nor passed over. */
  next: daySchema,
});

export type AllowanceMembership = z.infer<typeof membership>;

/** The allowances that an account gets, and how far each of them is posted. */
export const accountAllowancesItem = z.object({
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  allowances: z.array(membership),
  /** When the next period of any of them begins. */
  due: instantSchema.exactOptional(),
});

export type AccountAllowances = z.infer<typeof accountAllowancesItem>;

/** That an account gets an allowance, and since when: what its accounts are listed and counted by. */
export const allowanceAccountItem = z.object({
  agency: agencyId,
  account: accountId,
  allowance: recordId,
  since: instantSchema,
});

/** That a period of an allowance was posted to an account. It never ends, so that no period is posted twice. */
export const allowancePostingItem = z.object({
  allowance: recordId,
  on: daySchema,
  entry: entryPlace,
});

export type AllowancePosting = z.infer<typeof allowancePostingItem>;

/** What was posted of an allowance since its newest period that was begun to be posted. */
export const allowanceRunItem = z.object({
  agency: agencyId,
  id: recordId,
  version: z.int().min(0),
  /** The day of that period. */
  on: daySchema,
  at: instantSchema,
  /** Periods that were posted, one for each account, and their credits. */
  posted: z.int().min(0),
  credits: totalCredits,
  /** Periods that were passed over, as their credits would have expired already. */
  expired: z.int().min(0),
  /** How many accounts could not be posted to in the last run, and some of these. */
  failures: z.int().min(0),
  failed: z.array(accountId),
});

export type AllowanceRun = z.infer<typeof allowanceRunItem>;
