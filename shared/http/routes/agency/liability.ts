import * as z from 'zod';
import { totalCredits } from '../../../kernel/amount.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { route } from '../../route.ts';

export const liabilityView = z.object({
  paid: totalCredits.describe('Credits outstanding that were paid for.'),
  promo: totalCredits.describe('Credits outstanding that were given.'),
  debt: totalCredits.describe('Credits that accounts owe.'),
  accounts: z.int().meta({ description: 'How many accounts there are.' }),
  at: instantSchema.optional().meta({ description: 'When a movement last came in; none came before any.' }),
});

export const liabilityRoutes = {
  getLiability: route({
    method: 'GET',
    path: '/v1/agency/liability',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Read how many credits are outstanding in all accounts together',
    description:
      'It follows the accounts within seconds. Credits that have passed their date stay in until their expiry is in ' +
      'the history, which comes with the next movement of the account or with the sweeper. A total above ' +
      '9007199254740991 is a string of decimal digits.',
    responses: { 200: { description: 'The credits outstanding.', body: liabilityView } },
    problems: ['busy'],
  }),
};
