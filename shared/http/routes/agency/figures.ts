import * as z from 'zod';
import { currency, signedTotal, totalCredits } from '../../../kernel/amount.ts';
import { route } from '../../route.ts';
import { daysQuery } from '../inputs.ts';
import { period, timeZone } from '../views.ts';

const total = (description: string) => totalCredits.meta({ description });

export const salesView = z
  .object({
    currency,
    amount: total('The prices of what was sold, in minor units. Refunds are not deducted.'),
  })
  .meta({ id: 'Sales' });

const periodFiguresView = z
  .object({
    ...period,
    sold: total('Credits that customers bought, without bonus credits.'),
    sales: z.array(salesView).meta({ description: 'The prices of the credits sold, by currency.' }),
    granted: total('Credits added for free: bonuses, promo codes, and adjustments by the agency.'),
    spent: total(
      'Credits spent, also on purchases, services and invoices, by captures of holds, and on metered usage.',
    ),
    returned: total('Spent credits that were given back.'),
    reversed: total('Credits taken back because their payment was refunded or disputed.'),
    reinstated: total('Credits put back because a dispute was won.'),
    withdrawn: total('Credits removed by adjustments of the agency.'),
    expired: total('Credits that expired.'),
    outstanding: signedTotal.meta({
      description: 'The credits of all accounts, less their debts, at the end of the last day.',
    }),
  })
  .meta({ id: 'PeriodFigures' });

export const figuresRoutes = {
  getFigures: route({
    method: 'GET',
    path: '/v1/agency/figures',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get what was sold and spent, by day, week or month',
    description:
      'Follows the entries within seconds, and counts each exactly once, on the day on which it was posted. Between two periods, ' +
      '`outstanding` grows by sold + granted + returned + reinstated, and shrinks by spent + reversed + withdrawn + expired. ' +
      'Transfers between accounts count nowhere. Entries ' +
      "from before Scrip kept figures are added by the nightly audit, the newest first. A change of the agency's time zone " +
      'applies to entries that are counted from then on. At most 1,100 days. A sum above 9007199254740991 is a string of ' +
      'decimal digits.',
    query: daysQuery({ maxDays: 1100, maxParts: 1100 }),
    responses: {
      200: {
        description: 'The figures of each period, oldest first.',
        body: z.object({ timeZone, items: z.array(periodFiguresView) }).meta({ id: 'Figures' }),
      },
    },
    problems: ['not_found', 'busy'],
  }),
};
