import * as z from 'zod';
import { currency, signedTotal } from '../../../kernel/amount.ts';
import { route } from '../../route.ts';
import { month, monthOrPresent } from '../inputs.ts';
import { salesView } from './figures.ts';

const total = (description: string) => signedTotal.meta({ description });

const exactMoney = z
  .object({
    currency,
    amount: z
      .string()
      .regex(/^-?\d+(?:\.\d{1,6})?$/)
      .meta({ description: 'Minor units of the currency, with up to six decimals.', example: '24950.5' }),
  })
  .meta({ id: 'ExactMoney' });

const columns = {
  credits: total('`paid` and `promo`, less `debt`.'),
  paid: total('Credits that customers paid for, or that the agency added as paid.'),
  promo: total('Credits that were granted for free.'),
  debt: total('Credits that accounts owe.'),
  unpriced: total('Of the paid credits, those whose price Scrip does not know.'),
  deferred: z
    .array(exactMoney)
    .meta({ description: 'What the other paid credits cost, each at the price of its lot, by currency.' }),
};

const bookLine = z.object(columns).meta({ id: 'BookLine' });

/** What all accounts of an agency came to at one time. */
export const positionColumns = { ...columns, held: total('Of all these credits, those in open holds.') };

const bookPosition = z.object(positionColumns).meta({ id: 'BookPosition' });

export const monthBooks = z
  .object({
    month,
    timeZone: z.string(),
    closed: z.boolean().meta({ description: 'Whether none of these figures changes any more.' }),
    opening: bookPosition,
    sold: bookLine,
    bonus: bookLine,
    granted: bookLine,
    spent: bookLine,
    refunded: bookLine,
    expired: bookLine,
    reclaimed: bookLine,
    reinstated: bookLine,
    withdrawn: bookLine,
    transferredIn: bookLine,
    transferredOut: bookLine,
    closing: bookPosition,
    sales: z.array(salesView).meta({
      description: 'The prices of the credits sold, by currency. Refunds of money are not deducted.',
    }),
    recognised: z.array(exactMoney).meta({
      description:
        'Revenue of the month by currency: paid credits that were spent or expired, less those given back, at the price of their ' +
        'lots; and what sales brought that nothing is deferred of.',
    }),
  })
  .meta({ id: 'MonthBooks' });

export const booksRoutes = {
  getBooks: route({
    method: 'GET',
    path: '/v1/agency/books',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "Get a month's books",
    description:
      'What all accounts together came to before the month, what moved, and what they came to after it. In every column `opening` ' +
      'and the lines add up to `closing`; what goes out is below zero. Follows the entries within seconds. A month is closed by the ' +
      'nightly audit once every entry of it is counted: from then on its figures stay, and what is corrected shows in the month in ' +
      'which it is corrected. A sum beyond 9007199254740991 is a string of decimal digits.',
    query: z.strictObject({ month: monthOrPresent }),
    responses: { 200: { description: 'The books.', body: monthBooks } },
    problems: ['not_found', 'busy'],
  }),
  getBooksStatement: route({
    method: 'GET',
    path: '/v1/agency/books/statement',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "Download a month's books as CSV",
    description:
      'The same figures, a line each: `month`, `line`, `credits`, `paid`, `promo`, `debt`, `unpriced`, and for each currency ' +
      '(`EUR_whole_units`) what the paid credits cost, in euros and not in cents, with as many decimals as it takes. Numbers have ' +
      'a point before their decimals and nothing between thousands, in every language.',
    query: z.strictObject({ month: monthOrPresent }),
    responses: {
      200: {
        description: 'The books.',
        body: z.string(),
        contentType: 'text/csv; charset=utf-8',
        headers: { 'Content-Disposition': 'A file name.' },
      },
    },
    problems: ['not_found', 'busy'],
  }),
};
