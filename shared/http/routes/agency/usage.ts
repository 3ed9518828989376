import * as z from 'zod';
import { instantInput, instantSchema } from '../../../kernel/clock.ts';
import { accountId, accountInput } from '../../../kernel/ids.ts';
import { usageEvent } from '../../../table/items/usage-event.ts';
import { usageRefusal } from '../../../table/items/usage.ts';
import { refusedEvent, refusedUsageItem } from '../../../table/items/refused-usage.ts';
import { listed, pageQuery } from '../../page.ts';
import { meterId } from '../catalog-ids.ts';
import { route } from '../../route.ts';

/** Events of one request. */
const MAX_EVENTS = 500;

const account = accountInput.meta({ description: 'The account that used the units.', example: 'alice' });

const { id, quantity, reference, spender } = usageEvent.shape;

const eventInput = z
  .strictObject({
    id: id.meta({
      description: 'Your own ID of the event. With the account and the time it names the event for ever.',
      example: 'call-8123',
    }),
    account,
    meter: meterId,
    quantity: quantity.meta({
      description: 'The units that were used: a whole number. Count in a smaller unit where parts are used.',
      example: 250,
    }),
    time: instantInput.meta({
      description: 'When the units were used, however long ago. Of it, milliseconds count.',
      example: '2026-01-31T09:30:00.000Z',
    }),
    reference: reference.meta({
      description: 'The customer reads this in the history. Without it, the ID.',
      example: 'project-7',
    }),
    spender: spender.meta({
      description:
        "The ID of one of the account's spenders, under whose budget it was used. It counts in the period in which it is charged.",
    }),
  })
  .meta({ id: 'UsageEventInput' });

const name = { account: accountId, id: z.string(), time: instantSchema };

const reportedView = z
  .object({
    ...name,
    status: z.enum(['accepted', 'refused']).meta({
      description: '`accepted`: it is queued, and not charged yet. `refused`: nothing was done.',
    }),
    reason: z
      .enum(['unknown_meter', 'not_queued'])
      .optional()
      .meta({ description: 'Why it was refused. `not_queued`: send it again.' }),
  })
  .meta({ id: 'ReportedUsage' });

const previewView = z
  .object({
    ...name,
    status: z.enum(['charged', 'refused']).meta({ description: 'What would become of it.' }),
    reason: usageRefusal.optional(),
    credits: z.int().min(0).meta({ description: 'The whole credits that it would fill up.' }),
    known: z.boolean().meta({
      description:
        'Whether it was reported before, also earlier in this request. It would not be charged again: the rest says what became of it.',
    }),
  })
  .meta({ id: 'PlannedUsage' });

const usageView = z
  .object({
    ...name,
    status: z.enum(['charged', 'refused']),
    reason: usageRefusal.optional().meta({
      description:
        'Why it was refused. It stays so: to charge it after all, send it under another ID. `budget_per_call`, ' +
        '`budget_per_day` and `budget_per_month` name the limit of the spender, `credit_limit` that of the account.',
    }),
    meter: z.string(),
    quantity: z.int().min(1),
    credits: z.int().min(0).meta({
      description:
        'The whole credits that it filled up. A fraction counts toward the next usage of the meter.',
    }),
    entry: z
      .int()
      .optional()
      .meta({ description: 'The number of the entry with these credits. Absent if there are none.' }),
  })
  .meta({ id: 'Usage' });

/** Usage that was refused together. */
export const refusedView = refusedUsageItem
  .omit({ agency: true, version: true })
  .extend({ events: z.array(refusedEvent.meta({ id: 'RefusedUsageEvent' })) })
  .meta({ id: 'RefusedUsage' });

export const usageRoutes = {
  reportUsage: route({
    method: 'POST',
    path: '/v1/agency/usage',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    dryRun: true,
    summary: 'Report usage of meters',
    description:
      'Up to 500 events, of any accounts, in any order. An event is known by its account, ID and time: sent again, now or in ' +
      'years, it is charged once, and the first one counts. The response says of each event, in their order, whether it is ' +
      'queued. Usage is charged within seconds at the price that the meter has then. Read an event to see what became of ' +
      'it: usage that the account cannot pay, not even within its credit limit, or that goes beyond the budget of its spender, is ' +
      'refused. Credits are charged whole; fractions add up exactly. With `Prefer: dry-run`, the response says what would become of ' +
      'each event if it were charged now; usage that is still queued does not count.',
    body: z
      .strictObject({
        events: z.array(eventInput).min(1).max(MAX_EVENTS).meta({ description: 'The events.' }),
      })
      .meta({ id: 'UsageInput' }),
    example: {
      body: {
        events: [
          {
            id: 'call-8123',
            account: 'alice',
            meter: 'api-calls',
            quantity: 250,
            time: '2026-01-31T09:30:00.000Z',
          },
        ],
      },
    },
    responses: {
      200: {
        description: 'With `Prefer: dry-run`: what would become of the events. Nothing was changed.',
        body: z.object({ dryRun: z.literal(true), events: z.array(previewView) }).meta({ id: 'UsageDryRun' }),
      },
      202: {
        description: 'What was queued.',
        body: z.object({ events: z.array(reportedView) }).meta({ id: 'UsageReport' }),
      },
    },
    problems: ['not_found', 'busy'],
  }),
  listRefusedUsage: route({
    method: 'GET',
    path: '/v1/agency/usage/refused',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List usage that was refused, newest first',
    description:
      'What was refused together is one item. Without an account, that of all accounts, which is current within moments.',
    query: z.strictObject({
      ...pageQuery,
      account: account.optional(),
    }),
    responses: { 200: { description: 'A page of refused usage.', body: listed(refusedView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getUsage: route({
    method: 'GET',
    path: '/v1/agency/usage',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get what became of a usage event',
    description: '404 as long as the event is queued, and for an event that was never reported.',
    query: z.strictObject({
      account,
      id: id.meta({ description: 'The ID of the event.', example: 'call-8123' }),
      time: instantInput.meta({ description: 'The time of the event.', example: '2026-01-31T09:30:00.000Z' }),
    }),
    responses: { 200: { description: 'The event, charged or refused.', body: usageView } },
    problems: ['not_found', 'busy'],
  }),
};
