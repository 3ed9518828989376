import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { ascii } from '../../kernel/text.ts';
import { creditRequestMethod } from '../../table/items/decision.ts';
import { provider } from '../../table/items/payment-status.ts';
import { allowanceRoutes } from './allowances.ts';
import { brandingRoutes } from './branding.ts';
import { chain } from './chain-views.ts';
import { dryRunResponse } from './dry-run.ts';
import { listed, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { holdRoutes } from './holds.ts';
import { balanceQuery, balancesQuery, historyQuery, spendInput, statementQuery } from './inputs.ts';
import { spenderKeyRoutes } from './spender-keys.ts';
import { budgetProblems, spenderRoutes } from './spenders.ts';
import { redeemSessionRoutes } from './sessions.ts';
import { transferRoutes } from './transfers.ts';
import {
  accountView,
  balancesView,
  customAmountView,
  entryView,
  packageView,
  pastBalanceView,
  receiptView,
  spendView,
} from './views.ts';

/** A statement, or one part of it. */
export const statementResponse = {
  description: 'The statement or one part of it.',
  body: z.string(),
  contentType: 'text/csv; charset=utf-8',
  headers: {
    'Content-Disposition': 'A file name.',
    Link: 'The next part, as `<…>; rel="next"` (RFC 8288), relative to this one. Absent on the last part.',
  },
};

/** The balance over time, for customers and agencies alike. */
export const balances = {
  description:
    'For a chart: the balance at the end of each day, week or month, at most 100 of them. The last one is of today at most. ' +
    'Credits count until their expiry is posted.',
  query: balancesQuery,
  responses: { 200: { description: 'The balances, oldest first.', body: balancesView } },
  problems: ['not_found', 'busy'],
} as const;

export const accountRoutes = {
  ...brandingRoutes,
  ...redeemSessionRoutes,
  getAccount: route({
    method: 'GET',
    path: '/v1/account',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get the balance and what the customer can do now',
    description:
      'Returns 304 without a body if nothing has changed since the ETag in If-None-Match. An account that ' +
      'was never used is empty. With `at`, returns only the balance at that time, without an ETag.',
    query: balanceQuery,
    headers: z.object({
      'if-none-match': ascii(256).optional().meta({ description: 'The `ETag` of the copy that you have.' }),
    }),
    responses: {
      200: {
        description: 'The account.',
        body: z.union([accountView, pastBalanceView]),
        headers: { ETag: 'Send it as If-None-Match to learn whether anything has changed.' },
      },
      304: {
        description: 'Nothing has changed since that ETag.',
        body: null,
        headers: { ETag: 'Send it as If-None-Match to learn whether anything has changed.' },
      },
    },
    problems: ['not_found', 'busy'],
  }),
  listBalances: route({
    method: 'GET',
    path: '/v1/account/balances',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get the balance over time',
    ...balances,
  }),
  listEntries: route({
    method: 'GET',
    path: '/v1/account/entries',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List entries of the history, newest first',
    description: 'With a filter, a page may hold fewer entries than `limit`, or none, even if more follow.',
    query: historyQuery,
    responses: { 200: { description: 'A page of entries.', body: listed(entryView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  listChain: route({
    method: 'GET',
    path: '/v1/account/chain',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List what the hashes of the history are made of',
    ...chain,
  }),
  getStatement: route({
    method: 'GET',
    path: '/v1/account/statement',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Download a statement as CSV, oldest entry first',
    description:
      'Columns: number, time, type, kind, reference, note, credits (negative if spent), balance, label, restricted ' +
      '(what of it is for some things only, as `5 products clay`), meter and quantity (of usage). A ' +
      'response holds up to 10,000 entries. If there are more, its Link header names the next part. Only ' +
      'the first part has a header line, so you can join the parts to one file. Text that a spreadsheet ' +
      'would run as a formula gets an apostrophe before it. The file name has the dates of `from` and `to` as you wrote them.',
    query: statementQuery,
    responses: { 200: statementResponse },
    problems: ['invalid_cursor', 'busy'],
  }),
  listPackages: route({
    method: 'GET',
    path: '/v1/packages',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List packages of credits for sale',
    query: z.strictObject(pageQuery),
    responses: {
      200: {
        description: 'A page of packages, and the price of a custom amount if the agency sells any.',
        body: listed(packageView)
          .extend({
            customAmount: customAmountView.nullable(),
            providers: z.array(provider).meta({
              description: 'The payment providers at which customers can buy credits at the moment.',
            }),
            requestMethods: z.array(creditRequestMethod).meta({
              description:
                'How customers can pay for credits by a credit request, which the agency approves.',
            }),
          })
          .meta({ id: 'PackagePage' }),
      },
    },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  listReceipts: route({
    method: 'GET',
    path: '/v1/receipts',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List receipts, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of receipts.', body: listed(receiptView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getReceipt: route({
    method: 'GET',
    path: '/v1/receipts/{receiptId}',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'Get a receipt with its refunds and disputes',
    params: z.strictObject({ receiptId: recordId }),
    responses: { 200: { description: 'The receipt.', body: receiptView } },
    problems: ['not_found', 'busy'],
  }),
  createSpend: route({
    method: 'POST',
    path: '/v1/spends',
    lambda: 'account',
    scope: 'credits:spend',
    idempotency: 'key',
    dryRun: true,
    summary: 'Spend credits',
    body: spendInput,
    example: { body: { amount: 5, reference: 'order-1042', note: 'Ten large prints' } },
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
  ...holdRoutes,
  ...transferRoutes,
  ...spenderRoutes,
  ...spenderKeyRoutes,
  ...allowanceRoutes,
};
