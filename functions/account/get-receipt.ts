import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { provider } from '../../shared/table/items/payment-status.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { receiptItem } from '../../shared/table/items/receipt.ts';
import { receiptKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './receipt-view.ts';

export const getReceipt =
  ({ table }: Ledger): Handler<typeof accountRoutes.getReceipt> =>
  async ({ caller, params: { receiptId } }) => {
    const [name, ...paymentId] = receiptId.split('_');
    const from = provider.safeParse(name);
    if (!from.success) return problem('not_found');
    const key = receiptKey(caller.agency, from.data, paymentId.join('_'));
    const receipt = await readOne(table, key, receiptItem);
    // A receipt lies under its agency; whose of the agency's accounts it is, it says itself.
    const view = receipt?.account === caller.account ? viewOf(receipt) : undefined;
    return view ? { status: 200, body: view } : problem('not_found');
  };
