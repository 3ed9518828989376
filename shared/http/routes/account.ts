import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { ascii } from '../../kernel/text.ts';
import { listed, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { historyQuery, spendInput, statementQuery } from './inputs.ts';
import { accountView, customAmountView, entryView, packageView, receiptView, spendView } from './views.ts';

export const accountRoutes = {
  getAccount: route({
    method: 'GET',
    path: '/v1/account',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'Read the balance, and what is allowed now',
    description:
      'Answers 304 without a body while nothing has changed since the ETag that If-None-Match carries. ' +
      'An account begins, empty, with its first use.',
    headers: z.object({ 'if-none-match': ascii(256).optional() }),
    responses: {
      200: { description: 'The account.', body: accountView, headers: { ETag: "The account's version." } },
      304: { description: 'Nothing has changed.', body: null, headers: { ETag: "The account's version." } },
    },
    problems: ['not_found', 'busy'],
  }),
  listEntries: route({
    method: 'GET',
    path: '/v1/account/entries',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'List the history, newest first',
    description:
      'A filtered page may hold fewer entries than the limit, or none, and still be followed by others: ' +
      'go on while there is a cursor.',
    query: historyQuery,
    responses: { 200: { description: 'A page of entries.', body: listed(entryView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getStatement: route({
    method: 'GET',
    path: '/v1/account/statement',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'Download the history of a period as CSV, oldest first',
    description:
      'Columns: number, time, type, kind, reference, note, credits (negative where they went out), balance. An answer ' +
      'holds up to 10,000 entries; while there are more, a Link header leads to the next part. Only the first part has ' +
      'the line of column names, so that the parts, one after the other, are the whole. Text that a spreadsheet would ' +
      'run as a formula begins with an apostrophe.',
    query: statementQuery,
    responses: {
      200: {
        description: 'The statement, or a part of it.',
        body: z.string(),
        contentType: 'text/csv; charset=utf-8',
        headers: {
          'Content-Disposition': 'A file name for it.',
          Link: 'The next part, as `<…>; rel="next"` (RFC 8288), relative to this one; absent at the end.',
        },
      },
    },
    problems: ['invalid_cursor', 'busy'],
  }),
  listPackages: route({
    method: 'GET',
    path: '/v1/packages',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'List the packages of credits for sale',
    query: z.strictObject(pageQuery),
    responses: {
      200: {
        description: 'A page of packages, and whether any other amount can be bought.',
        body: listed(packageView).extend({ customAmount: customAmountView.nullable() }),
      },
    },
    problems: ['not_found', 'invalid_cursor', 'busy'],
  }),
  listReceipts: route({
    method: 'GET',
    path: '/v1/receipts',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'List the receipts of what was paid, newest first',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of receipts.', body: listed(receiptView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  getReceipt: route({
    method: 'GET',
    path: '/v1/receipts/{receiptId}',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'Read a receipt, with its refunds and disputes',
    params: z.strictObject({ receiptId: recordId }),
    responses: { 200: { description: 'The receipt.', body: receiptView } },
    problems: ['not_found', 'busy'],
  }),
  createSpend: route({
    method: 'POST',
    path: '/v1/spends',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Spend credits on something of your own',
    idempotent: true,
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
