import * as z from 'zod';
import { accountInPath } from '../../../kernel/ids.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';
import { balances, statementResponse } from '../account.ts';
import { chain } from '../chain-views.ts';
import { statementQuery } from '../inputs.ts';
import { redemptionView } from '../store/codes.ts';
import { libraryItemView } from '../store/library.ts';
import { purchaseView } from '../store/purchase-views.ts';
import { receiptView } from '../views.ts';

const params = z.strictObject({ accountId: accountInPath });

const list = {
  method: 'GET',
  lambda: 'agency',
  scope: 'agency:read',
  idempotency: 'none',
  params,
  query: z.strictObject(pageQuery),
  problems: ['invalid_cursor', 'busy'],
} as const;

/** What a customer reads of their own account, for its agency. */
export const accountRecordRoutes = {
  listAccountBalances: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/balances',
    summary: "Get an account's balance over time",
    ...balances,
  }),
  listAccountChain: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/chain',
    summary: "List what the hashes of an account's history are made of",
    ...chain,
  }),
  listAccountPurchases: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/purchases',
    summary: "List an account's purchases, by the time of their quote, newest first",
    description: 'A page holds at most 99 purchases. `refund` says whether the customer can refund it.',
    responses: { 200: { description: 'A page of purchases.', body: listed(purchaseView) } },
  }),
  listAccountLibrary: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/library',
    summary: 'List what an account owns',
    description: 'A page holds at most 99 products.',
    responses: { 200: { description: 'A page of owned products.', body: listed(libraryItemView) } },
  }),
  listAccountReceipts: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/receipts',
    summary: "List an account's receipts, newest first",
    responses: { 200: { description: 'A page of receipts.', body: listed(receiptView) } },
  }),
  listAccountRedemptions: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/redemptions',
    summary: 'List the promo codes that an account has redeemed',
    description:
      '`limit` counts promotions. A promotion that was redeemed several times is listed several times.',
    responses: { 200: { description: 'A page of redemptions.', body: listed(redemptionView) } },
  }),
  getAccountStatement: route({
    ...list,
    path: '/v1/agency/accounts/{accountId}/statement',
    summary: "Download an account's statement as CSV, oldest entry first",
    description: "The same as the customer's own statement.",
    query: statementQuery,
    responses: { 200: statementResponse },
  }),
};
