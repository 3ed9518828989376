import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { accountInPath } from '../../../kernel/ids.ts';
import { line, text } from '../../../kernel/text.ts';
import { lotClass } from '../../../table/items/lot.ts';
import { onlyFor } from '../../../table/items/only-for.ts';
import { dryRunResponse } from '../dry-run.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { balanceQuery, historyQuery, spendInput } from '../inputs.ts';
import { spenderOnBehalf } from '../spender-views.ts';
import { budgetProblems } from '../spenders.ts';
import { entryView, pastBalanceView, spendView } from '../views.ts';
import { accountAuditView, accountSummaryView, agencyAccountView } from './views.ts';

const create = z.boolean().optional().meta({
  description:
    'Whether the account may be new. Without it, an ID that has neither an entry nor a profile is refused as mistyped.',
});

const reason = text(256).meta({ description: 'The customer reads this in the history.' });

const reference = line(128).optional().meta({
  description: 'Your own ID of it, such as that of an import. Without it, the ID of the adjustment.',
  example: 'C-1042',
});

const adjustmentInput = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('in').meta({ description: 'Add credits.' }),
        amount: credits,
        class: lotClass.default('promo').meta({ description: 'Whether the customer has paid for them.' }),
        expiresAt: instantInput
          .exactOptional()
          .meta({ description: 'When the credits expire. Without it, never.' }),
        onlyFor: onlyFor.exactOptional().meta({
          description:
            'What alone the credits can be spent on: whatever one of the lists names. Without it, on anything.',
        }),
        reason,
        reference,
        create,
      })
      .meta({ id: 'AddedCreditsInput' }),
    z
      .strictObject({
        type: z.literal('out').meta({ description: 'Remove credits.' }),
        amount: credits,
        onlyFor: onlyFor.exactOptional().meta({
          description:
            'Remove credits that have exactly this restriction. Without it, only those that have none.',
        }),
        reason,
        reference,
      })
      .meta({ id: 'RemovedCreditsInput' }),
  ])
  .meta({ id: 'AdjustmentInput' });

const creditLimitInput = z
  .strictObject({
    creditLimit: z
      .int()
      .min(0)
      .meta({ description: 'The most debt that usage may leave, in credits. 0 for none.', example: 500 }),
    create,
  })
  .meta({ id: 'CreditLimitInput' });

const creditLimitView = z.object({ creditLimit: z.int().min(0) }).meta({ id: 'CreditLimit' });

const params = z.strictObject({ accountId: accountInPath });

export const accountRoutes = {
  listAccounts: route({
    method: 'GET',
    path: '/v1/agency/accounts',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List accounts by ID',
    description: 'An account is listed once it has an entry. A page may hold one account less than `limit`.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of accounts.', body: listed(accountSummaryView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  getAgencyAccount: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get an account: its credits, and what the customer can do now',
    description: 'With `at`, returns only the balance at that time.',
    params,
    query: balanceQuery,
    responses: {
      200: { description: 'The account.', body: z.union([agencyAccountView, pastBalanceView]) },
    },
    problems: ['not_found', 'busy'],
  }),
  listAccountEntries: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/entries',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "List an account's history, newest first",
    description: 'The same entries that the customer reads.',
    params,
    query: historyQuery,
    responses: { 200: { description: 'A page of entries.', body: listed(entryView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  auditAccount: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/audit',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Audit an account',
    description:
      'Checks the history from its first entry: numbers without gaps, times in order, the hash of each ' +
      'previous entry, each balance, and finally the credits that the account holds. One response covers ' +
      '1,000 entries. Continue with its cursor until it is null.',
    params,
    query: z.strictObject({ cursor: pageQuery.cursor }),
    responses: { 200: { description: 'The findings so far.', body: accountAuditView } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  createAdjustment: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/adjustments',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'key',
    dryRun: true,
    summary: 'Add credits to an account or remove some',
    description:
      'Added credits pay a debt first, unless they have `onlyFor`. Removed credits are drawn like a spend, and never more ' +
      'than the account has. A new account requires `create`. An account holds credits with up to 400 different ' +
      'expiry days and 20 different restrictions. Then `lot_limit` refuses credits with yet another one.',
    params,
    body: adjustmentInput,
    example: {
      params: { accountId: 'alice' },
      body: { type: 'in', amount: 10, reason: 'Sorry for the delay', create: true },
    },
    responses: {
      201: { description: 'The credits were added or removed.', body: spendView },
      ...dryRunResponse,
    },
    problems: [
      'invalid_request',
      'unknown_account',
      'insufficient_credits',
      'account_in_debt',
      'balance_limit',
      'lot_limit',
      'idempotency_key_reused',
      'not_found',
      'busy',
    ],
  }),
  getCreditLimit: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/credit-limit',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'Get how far usage may take an account below zero',
    params,
    responses: { 200: { description: 'The limit.', body: creditLimitView } },
    problems: ['not_found', 'busy'],
  }),
  putCreditLimit: route({
    method: 'PUT',
    path: '/v1/agency/accounts/{accountId}/credit-limit',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Set how far usage may take an account below zero',
    description:
      'Usage has happened already when it is charged. With a credit limit, it is charged beyond the credits of the account, ' +
      'which then owes them: incoming credits pay this debt first. Nothing else may use the limit. A lower limit leaves a debt ' +
      'as it is. A new account requires `create`.',
    params,
    body: creditLimitInput,
    example: { params: { accountId: 'alice' }, body: { creditLimit: 500, create: true } },
    responses: {
      200: { description: 'The limit is set.', body: creditLimitView },
    },
    problems: ['unknown_account', 'not_found', 'busy'],
  }),
  createAccountSpend: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/spends',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'key',
    dryRun: true,
    summary: "Spend an account's credits on its behalf",
    description:
      "The rules are those of the customer's own spends. The Idempotency-Keys are separate from the " +
      "customer's.",
    params,
    body: spendInput.extend({ spender: spenderOnBehalf }).meta({ id: 'AccountSpendInput' }),
    example: { params: { accountId: 'alice' }, body: { amount: 5, reference: 'order-1042' } },
    responses: { 201: { description: 'The credits are spent.', body: spendView }, ...dryRunResponse },
    problems: [
      'insufficient_credits',
      'account_in_debt',
      ...budgetProblems,
      'credit_payments_disabled',
      'idempotency_key_reused',
      'not_found',
      'busy',
    ],
  }),
};
