import { knownBalancesOf } from '../../shared/account/balances.ts';
import { receiptsOf } from '../../shared/account/receipts.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { accountRecordRoutes } from '../../shared/http/routes/agency/account-records.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { libraryOf } from '../../shared/store/library.ts';
import { purchasesOf } from '../../shared/store/purchases.ts';
import { redemptionsOf } from '../../shared/store/redeem.ts';
import { chainLinkOf } from '../../shared/views/chain-view.ts';
import { viewOf as libraryItemOf } from '../../shared/views/library-view.ts';
import { viewOf as purchaseViewOf } from '../../shared/views/purchase-view.ts';
import { receiptPage } from '../../shared/views/receipt-view.ts';
import { redemptionPage } from '../../shared/views/redemption-view.ts';
import { statementAnswer } from '../../shared/views/statement.ts';

export const accountRecordHandlers = (ledger: Ledger): Handlers<typeof accountRecordRoutes> => ({
  listAccountBalances: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    answer(await knownBalancesOf(ledger, { agency, account }, query), okBody),

  listAccountChain: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await history(ledger.table, { agency, account }, { ...query, order: 'oldest' }), chainLinkOf),

  listAccountPurchases: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await purchasesOf(ledger, { agency, account }, query), (shown) =>
      purchaseViewOf(shown, ledger.now()),
    ),

  listAccountLibrary: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await libraryOf(ledger, { agency, account }, query), libraryItemOf),

  listAccountReceipts: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    answer(await receiptsOf(ledger, { agency, account }, query), (page) => okBody(receiptPage(page))),

  listAccountRedemptions: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    answer(await redemptionsOf(ledger, { agency, account }, query), (page) => okBody(redemptionPage(page))),

  getAccountStatement: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    await statementAnswer(ledger, { agency, account }, query),
});
