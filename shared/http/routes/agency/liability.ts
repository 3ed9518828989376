import * as z from 'zod';
import { totalCredits } from '../../../kernel/amount.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { route } from '../../route.ts';

export const liabilityView = z
  .object({
    paid: totalCredits.describe('Outstanding credits that customers paid for.'),
    promo: totalCredits.describe('Outstanding credits that were granted for free.'),
    debt: totalCredits.describe('Credits that accounts owe.'),
    accounts: z.int().meta({ description: 'The number of accounts.' }),
    at: instantSchema
      .optional()
      .meta({ description: 'The time of the last counted movement. Absent before the first.' }),
  })
  .meta({ id: 'Liability' });

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
};
