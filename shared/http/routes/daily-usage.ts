import * as z from 'zod';
import { totalCredits } from '../../kernel/amount.ts';
import { instantInput } from '../../kernel/clock.ts';
import { daySchema } from '../../kernel/days.ts';
import { accountInPath, recordId } from '../../kernel/ids.ts';
import { listed, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { refusedView } from './agency/usage.ts';
import { month, monthOrPresent } from './inputs.ts';
import { timeZone } from './views.ts';

const total = (description: string) => totalCredits.meta({ description });

const dailyView = z
  .object({
    day: daySchema.meta({ description: 'The day on which it was used.' }),
    meter: recordId,
    name: z.string().optional().meta({ description: 'The name of the meter. Absent if it was deleted.' }),
    unit: z.string().optional().meta({ description: 'The unit of the meter. Absent if it was deleted.' }),
    events: z.int().min(0).meta({ description: 'The number of events that were charged.' }),
    quantity: total('The units that were charged.'),
    credits: total('The whole credits that they filled up.'),
    refused: total('The units that were refused, and not charged.'),
  })
  .meta({ id: 'DailyUsage' });

/** Months are those of 2000 to 2099, in whichever zone. */
const FIRST_TIME = '2000-01-02';
const END_OF_TIMES = '2099-12-31';

const list = {
  method: 'GET',
  idempotency: 'none',
  summary: 'List what was used in a month, by day and meter',
  description:
    "Days are those of the agency's time zone, and of when it was used, however late it was charged. Oldest first. A page sums up as much " +
    'usage as fits into one read, so that a day and meter at its end may go on in the next page: add them up. What is still queued does not ' +
    'count. A sum above 9007199254740991 is a string of decimal digits. Send the `month` of the ' +
    'first page with its cursor.',
  query: z
    .strictObject({
      month: monthOrPresent,
      at: instantInput
        .refine(
          (at) => FIRST_TIME <= at && at < END_OF_TIMES,
          'must be from 2000-01-02 to 2099-12-30, in UTC',
        )
        .optional()
        .meta({ description: 'Instead of `month`: a time in it.' }),
      cursor: pageQuery.cursor,
    })
    .refine(({ month: named, at }) => named === undefined || at === undefined, {
      path: ['at'],
      message: 'give month or at, not both',
    }),
  responses: { 200: { description: 'A page of sums.', body: listed(dailyView, { month, timeZone }) } },
  problems: ['not_found', 'invalid_cursor', 'busy'],
} as const;

/** What customers read of their usage. */
export const dailyUsageRoutes = {
  listDailyUsage: route({ ...list, path: '/v1/usage/days', lambda: 'store', scope: 'credits:read' }),
  listOwnRefusedUsage: route({
    method: 'GET',
    path: '/v1/usage/refused',
    lambda: 'store',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List usage that was refused, newest first',
    description: 'What was refused together is one item. It is not charged.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of refused usage.', body: listed(refusedView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
};

/** The same for their agency. */
export const accountDailyUsageRoutes = {
  listAccountDailyUsage: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/usage/days',
    lambda: 'agency',
    scope: 'agency:read',
    params: z.strictObject({ accountId: accountInPath }),
  }),
};
