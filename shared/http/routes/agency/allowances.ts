import * as z from 'zod';
import { totalCredits } from '../../../kernel/amount.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { daySchema } from '../../../kernel/days.ts';
import { because } from '../../../kernel/fault.ts';
import { accountId, accountInput, accountInPath } from '../../../kernel/ids.ts';
import {
  allowanceItem,
  allowanceSchedule,
  allowanceTerms,
  type AllowanceSchedule,
  type AllowanceTerms,
} from '../../../table/items/allowance.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { comingPeriodView } from '../allowance-views.ts';
import { ownAllowances } from '../allowances.ts';
import { allowanceId } from '../catalog-ids.ts';
import { changing, replacing, taggedHeaders } from './preconditions.ts';
import { readOnly } from './read-only.ts';

const { id, createdAt } = allowanceItem.shape;
const shape = { ...allowanceSchedule.shape, ...allowanceTerms.shape };

const allowanceView = z.object({ id, ...shape, createdAt }).meta({ id: 'Allowance' });

/** Amounts of a period that an account can save up: each is a lot or two. */
const MAX_ROLL_OVER = 31;

type Given = AllowanceSchedule & AllowanceTerms;

const allowanceInput = z
  .strictObject({ ...shape, id: readOnly(id), createdAt: readOnly(createdAt) })
  .refine(({ expiry, expiryDays }: Given) => (expiry === 'days') === (expiryDays !== undefined), {
    path: ['expiryDays'],
    message: 'is needed with `expiry` `days`, and with no other',
    ...because({ code: 'invalid_value' }),
  })
  .refine(({ expiry, rollOverUpTo }: Given) => expiry === 'period_end' || rollOverUpTo === undefined, {
    path: ['rollOverUpTo'],
    message: 'is possible with `expiry` `period_end` only',
    ...because({ code: 'invalid_value' }),
  })
  .refine(({ amount, rollOverUpTo = 0 }: Given) => rollOverUpTo <= MAX_ROLL_OVER * amount, {
    path: ['rollOverUpTo'],
    message: `must not be more than ${MAX_ROLL_OVER} times \`amount\``,
    ...because({ code: 'too_big' }),
  })
  .refine(({ startsOn, endsOn = startsOn }: Given) => startsOn <= endsOn, {
    path: ['endsOn'],
    message: 'must not be earlier than `startsOn`',
    ...because({ code: 'wrong_order' }),
  })
  .meta({ id: 'AllowanceInput' });

const allowanceAccountView = z
  .object({
    account: accountId,
    since: instantSchema.meta({ description: 'Since when the account gets the allowance.' }),
    next: comingPeriodView.optional().meta({
      description:
        'The next period that is not posted yet. Absent while the allowance is paused, and after it has ended.',
    }),
  })
  .meta({ id: 'AllowanceAccount' });

const statusView = z
  .object({
    hasEnded: z.boolean().meta({ description: 'Whether no period begins any more.' }),
    next: comingPeriodView.optional().meta({
      description: 'The next period. Absent while the allowance is paused, and after it has ended.',
    }),
    lastRun: z
      .object({
        on: daySchema.meta({ description: 'The day of the newest period that was posted.' }),
        at: instantSchema.meta({ description: 'When Scrip last had something to post.' }),
        posted: z.int().min(0).meta({
          description:
            'Periods posted since then, one for each account. Accounts that joined late count, too.',
        }),
        credits: totalCredits.describe('Their credits.'),
        expired: z.int().min(0).meta({
          description: 'Periods that were missed, and not posted since their credits would have expired.',
        }),
        failures: z.int().min(0).meta({
          description: 'Accounts that could not be posted to in the last run. Scrip tries again every hour.',
        }),
        failed: z.array(accountId).meta({ description: 'Some of these accounts, at most 20.' }),
      })
      .meta({ id: 'AllowanceRun' })
      .optional()
      .meta({ description: 'What was posted last. Absent if nothing was.' }),
  })
  .meta({ id: 'AllowanceStatus' });

const joinInput = z
  .strictObject({
    accounts: z
      .array(accountInput)
      .min(1)
      .max(100)
      .refine((all) => new Set(all).size === all.length, {
        message: 'name each account once',
        ...because({ code: 'not_unique' }),
      })
      .meta({ description: 'The accounts.', example: ['alice'] }),
    firstPeriod: z
      .enum(['next', 'current'])
      .default('next')
      .meta({
        description:
          '`next`: the first credits come as the next period begins. `current`: all credits of the period that has begun come ' +
          'as well.',
      }),
    create: z.boolean().default(false).meta({
      description: 'Whether accounts may be ones that nobody used before. Without it, these are refused.',
    }),
  })
  .meta({ id: 'AllowanceAccountsInput' });

const joinedView = z
  .object({
    items: z.array(
      z
        .object({
          account: accountId,
          outcome: z
            .enum(['added', 'already_there', 'unknown_account', 'account_merged', 'allowance_limit', 'busy'])
            .meta({ id: 'AllowanceJoinOutcome' })
            .meta({
              description:
                '`allowance_limit`: the account gets 20 allowances already. `busy`: send it again.',
            }),
        })
        .meta({ id: 'AllowanceJoin' }),
    ),
  })
  .meta({ id: 'AllowanceJoins' });

const previewView = z
  .object({
    accounts: z.int().min(0).meta({ description: 'The accounts that get the allowance now.' }),
    credits: totalCredits.describe('The credits that the next period would bring to all of them.'),
    periods: z.array(comingPeriodView).meta({
      description:
        'The next periods, at most 3. Empty while the allowance is paused, and after it has ended.',
    }),
  })
  .meta({ id: 'AllowancePreview' });

const params = z.strictObject({ allowanceId });

export const agencyAllowanceRoutes = {
  listAllowances: route({
    method: 'GET',
    path: '/v1/agency/allowances',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List all allowances',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of allowances.', body: listed(allowanceView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getAllowance: route({
    method: 'GET',
    path: '/v1/agency/allowances/{allowanceId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get an allowance',
    params,
    responses: { 200: { description: 'The allowance.', body: allowanceView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putAllowance: route({
    method: 'PUT',
    path: '/v1/agency/allowances/{allowanceId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Create an allowance, or change it from the next period on',
    description:
      'You choose the ID. Replacing requires If-Match. You can send back exactly what you read. A change applies to ' +
      'periods that begin after it. To pause or end the allowance, set `paused` or `endsOn`.',
    params,
    headers: replacing,
    body: allowanceInput,
    example: {
      params: { allowanceId: 'weekly' },
      body: {
        name: 'Weekly credits',
        every: 'week',
        startsOn: '2026-01-05',
        amount: 50,
        expiry: 'period_end',
        rollOverUpTo: 20,
      },
    },
    responses: {
      200: { description: 'The updated allowance.', body: allowanceView, headers: taggedHeaders },
      201: { description: 'The new allowance.', body: allowanceView, headers: taggedHeaders },
    },
    problems: ['invalid_request', 'allowance_ended', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  previewAllowance: route({
    method: 'POST',
    path: '/v1/agency/allowances/{allowanceId}/preview',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'natural',
    summary: 'Get what an allowance would bring once it is created or changed',
    description:
      'Takes the body of the PUT and changes nothing. A change applies to periods that begin after it: a period that has ' +
      'begun is posted as it was.',
    params,
    body: allowanceInput,
    example: {
      params: { allowanceId: 'weekly' },
      body: { name: 'Weekly credits', every: 'week', startsOn: '2026-01-05', amount: 50, expiry: 'never' },
    },
    responses: { 200: { description: 'What it would bring.', body: previewView } },
    problems: ['invalid_request', 'allowance_ended', 'not_found', 'busy'],
  }),
  deleteAllowance: route({
    method: 'DELETE',
    path: '/v1/agency/allowances/{allowanceId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Delete an allowance',
    description:
      'Nothing more is posted, also no period that has begun. Accounts keep what they got. To let it end, set `endsOn`.',
    params,
    headers: changing,
    responses: { 204: { description: 'The allowance is deleted.', body: null } },
    problems: ['not_found', 'precondition_failed', 'precondition_required', 'busy'],
  }),
  getAllowanceStatus: route({
    method: 'GET',
    path: '/v1/agency/allowances/{allowanceId}/status',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get what an allowance posts next and posted last',
    params,
    responses: { 200: { description: 'The status.', body: statusView } },
    problems: ['not_found', 'busy'],
  }),
  listAllowanceAccounts: route({
    method: 'GET',
    path: '/v1/agency/allowances/{allowanceId}/accounts',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List the accounts that get an allowance, with their next credits',
    params,
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of accounts.', body: listed(allowanceAccountView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  addAllowanceAccounts: route({
    method: 'POST',
    path: '/v1/agency/allowances/{allowanceId}/accounts',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Give an allowance to accounts',
    description:
      'An account gets each period that begins from then on, until it is removed or the allowance ends. Each account has an ' +
      'outcome of its own. You can send the same again.',
    params,
    body: joinInput,
    example: { body: { accounts: ['alice'] } },
    responses: { 200: { description: 'What became of each account.', body: joinedView } },
    problems: ['not_found', 'busy'],
  }),
  removeAllowanceAccount: route({
    method: 'DELETE',
    path: '/v1/agency/allowances/{allowanceId}/accounts/{accountId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Take an allowance from an account',
    description: 'It keeps what it got, and gets periods that have begun. No later period is posted.',
    params: params.extend({ accountId: accountInPath }),
    responses: { 204: { description: 'The account no longer gets the allowance.', body: null } },
    problems: ['not_found', 'busy'],
  }),
  listAccountAllowances: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/allowances',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List the allowances of an account, with their next credits',
    params: z.strictObject({ accountId: accountInPath }),
    ...ownAllowances,
  }),
};
