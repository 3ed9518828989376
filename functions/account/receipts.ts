import { answer, okBody } from '../../shared/http/answer.ts';
import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { receiptOf, receiptsOf } from '../../shared/account/receipts.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { receiptPage, viewOf } from '../../shared/views/receipt-view.ts';

export const listReceipts =
  (ledger: Ledger): Handler<typeof accountRoutes.listReceipts> =>
  async ({ caller, query }) =>
    answer(await receiptsOf(ledger, caller, query), (page) => okBody(receiptPage(page)));

export const getReceipt =
  (ledger: Ledger): Handler<typeof accountRoutes.getReceipt> =>
  async ({ caller, params: { receiptId } }) => {
    const receipt = await receiptOf(ledger, caller, receiptId);
    const view = receipt && viewOf(receipt);
    return view ? { status: 200, body: view } : problem('not_found');
  };
