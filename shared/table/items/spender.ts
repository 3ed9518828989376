import * as z from 'zod';
import { MAX_AMOUNT } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';
import { MAX_OPEN_APPROVALS } from './approval.ts';
import { onlyFor } from './only-for.ts';

/** Who or what spends. It changes nothing but how a page shows it. */
export const spenderKind = z.enum(['member', 'device', 'api_key', 'agent']).meta({ id: 'SpenderKind' });

const limit = z.int().min(0).max(MAX_AMOUNT).exactOptional();

/** The most that may be spent, in credits. Without a limit, any amount; with 0, nothing. */
export const spenderLimits = z
  .strictObject({
    perCall: limit.meta({ description: 'The most credits of one spend, hold or purchase.' }),
    perDay: limit.meta({ description: 'The most credits of one day.' }),
    perMonth: limit.meta({ description: 'The most credits of one month.' }),
  })
  .meta({ id: 'SpenderLimits' });

/** What becomes of a spend beyond the budget. */
export const aboveBudget = z.enum(['refuse', 'ask']).meta({ id: 'AboveBudget' });

/**
 * What was spent in one period. Periods follow one another: each is counted to its end, also where the agency's time zone
 * changes meanwhile.
 */
const countedPeriod = z.object({
  from: instantSchema,
  /** When the next one begins. */
  until: instantSchema,
  spent: z.int().min(0),
  /** Whether 80 % of the limit were used, and all of it: an event tells of each once. */
  warned: z.literal(true).exactOptional(),
  reached: z.literal(true).exactOptional(),
});

export type CountedPeriod = z.infer<typeof countedPeriod>;

/** Somebody or something that spends from an account under a budget, and what it has spent. */
export const spenderItem = z.object({
  id: recordId,
  agency: agencyId,
  account: accountId,
  version: z.int().min(0),
  name: line(60),
  kind: spenderKind,
  limits: spenderLimits,
  onlyFor: onlyFor.exactOptional(),
  /** Without it, refused. */
  above: aboveBudget.exactOptional(),
  /** What it asked the owner for, oldest first: those that are open, and some that are no more. */
  asked: z
    .array(z.object({ id: recordId, endsAt: instantSchema }))
    .max(MAX_OPEN_APPROVALS)
    .exactOptional(),
  createdAt: instantSchema,
  /** From then on nobody spends for it, and its name is gone. What it spent still names it by its id. */
  removedAt: instantSchema.exactOptional(),
  /** The period in which something was spent or held last, or the spender was made. */
  day: countedPeriod,
  month: countedPeriod,
});

export type Spender = z.infer<typeof spenderItem>;
