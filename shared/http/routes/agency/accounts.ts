import * as z from 'zod';
import { credits } from '../../../kernel/amount.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { accountId } from '../../../kernel/ids.ts';
import { text } from '../../../kernel/text.ts';
import { lotClass } from '../../../table/items/account.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { historyQuery, spendInput } from '../inputs.ts';
import { entryView, spendView } from '../views.ts';
import { accountAuditView, accountSummaryView, agencyAccountView } from './views.ts';

const reason = text(256).meta({ description: 'Stands in the history, where the customer reads it.' });

const adjustmentInput = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('in'),
    amount: credits,
    class: lotClass.default('promo'),
    expiresAt: instantInput.exactOptional(),
    reason,
  }),
  z.strictObject({ type: z.literal('out'), amount: credits, reason }),
]);

const params = z.strictObject({ accountId });

export const accountRoutes = {
  listAccounts: route({
    method: 'GET',
    path: '/v1/agency/accounts',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'List the accounts by name',
    description:
      'An account is in the list from its first entry on. A page may hold one less than the limit.',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of accounts.', body: listed(accountSummaryView) } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  getAgencyAccount: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Read an account: what it holds, and what is allowed now',
    params,
    responses: { 200: { description: 'The account.', body: agencyAccountView } },
    problems: ['not_found', 'busy'],
  }),
  listAccountEntries: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/entries',
    lambda: 'agency',
    scope: 'agency:read',
    summary: "List an account's history, newest first",
    description: 'As the customer reads it.',
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
    summary: "Check an account's books",
    description:
      'Goes through the history from its first entry: numbers without gaps, times in order, every hash of the entry ' +
      'before, every balance, and at the end what the account holds. An answer covers 1,000 entries; go on with its ' +
      'cursor while there is one.',
    params,
    query: z.strictObject({ cursor: pageQuery.cursor }),
    responses: { 200: { description: 'How far the books agree.', body: accountAuditView } },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  createAdjustment: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/adjustments',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Give an account credits, or take some',
    description:
      'What comes in pays a debt first. What goes out is taken as a spend would take it, and never more than is there. ' +
      'The account may be one that has not begun yet.',
    idempotent: true,
    params,
    body: adjustmentInput,
    responses: { 201: { description: 'The credits have moved.', body: spendView } },
    problems: [
      'invalid_request',
      'insufficient_credits',
      'account_in_debt',
      'balance_limit',
      'idempotency_key_reused',
      'not_found',
      'busy',
    ],
  }),
  createAccountSpend: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/spends',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Spend credits of an account on its behalf',
    description: "Under the rules of the customer's own spends, and with Idempotency-Keys of its own.",
    idempotent: true,
    params,
    body: spendInput,
    responses: { 201: { description: 'The credits were spent.', body: spendView } },
    problems: [
      'insufficient_credits',
      'account_in_debt',
      'credit_payments_disabled',
      'idempotency_key_reused',
      'not_found',
      'balance_limit',
      'busy',
    ],
  }),
};
