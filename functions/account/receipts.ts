import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { receiptOf, receiptsOf } from '../../shared/account/receipts.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { viewOf } from './receipt-view.ts';

export const listReceipts =
  (ledger: Ledger): Handler<typeof accountRoutes.listReceipts> =>
  async ({ caller, query }) => {
    const page = await receiptsOf(ledger, caller, query);
    if (!page.ok) return problem(page.error.code);
    const { items, cursor } = page.value;
    return { status: 200, body: { items: items.flatMap((receipt) => viewOf(receipt) ?? []), cursor } };
  };

export const getReceipt =
  (ledger: Ledger): Handler<typeof accountRoutes.getReceipt> =>
  async ({ caller, params: { receiptId } }) => {
    const receipt = await receiptOf(ledger, caller, receiptId);
    const view = receipt && viewOf(receipt);
    return view ? { status: 200, body: view } : problem('not_found');
  };
