import * as z from 'zod';
import { totalCredits } from '../../../kernel/amount.ts';
import { daySchema } from '../../../kernel/days.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { route } from '../../route.ts';
import { positionColumns } from './books.ts';

export const liabilityView = z
  .object({
    ...positionColumns,
    paid: totalCredits.describe('Outstanding credits that customers paid for.'),
    promo: totalCredits.describe('Outstanding credits that were granted for free.'),
    debt: totalCredits.describe('Credits that accounts owe.'),
    gifts: totalCredits.describe('Outstanding credits that wait in gifts, in no account.'),
    accounts: z.int().meta({ description: 'The number of accounts.' }),
    at: instantSchema
      .optional()
      .meta({ description: 'The time of the last counted movement. Absent before the first.' }),
  })
  .meta({ id: 'Liability' });

const pastLiabilityView = z
  .object({
    day: daySchema,
    ...positionColumns,
    closed: z.boolean().meta({ description: 'Whether the figures of its month change no more.' }),
  })
  .meta({ id: 'PastLiability' });

export const liabilityRoutes = {
  getLiability: route({
    method: 'GET',
    path: '/v1/agency/liability',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get the sum of outstanding credits of all accounts',
    description:
      'The sum follows the accounts within seconds. Expired credits count until their expiry is posted, ' +
      "with the account's next movement or by the hourly sweeper. A sum above 9007199254740991 is a string " +
      'of decimal digits.',
    responses: { 200: { description: 'The outstanding credits.', body: liabilityView } },
    problems: ['busy'],
  }),
  getPastLiability: route({
    method: 'GET',
    path: '/v1/agency/liability/past',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get what was outstanding at the end of a day',
    description:
      'What the books of that day close with. Of today and of a day to come it is what they come to by now. A sum beyond ' +
      '9007199254740991 is a string of decimal digits.',
    query: z.strictObject({
      day: daySchema.meta({ description: "A day in the agency's time zone.", example: '2026-01-31' }),
    }),
    responses: { 200: { description: 'What was outstanding.', body: pastLiabilityView } },
    problems: ['not_found', 'busy'],
  }),
};
