import { problem } from '../../shared/http/errors.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './checkout-view.ts';

export const getCheckout =
  ({ table, now }: Ledger): Handler<typeof checkoutRoutes.getCheckout> =>
  async ({ caller, params: { checkoutId } }) => {
    const key = checkoutKey(caller, checkoutId);
    const checkout = await readOne(table, key, checkoutItem);
    if (!checkout) return problem('not_found');
    return { status: 200, body: viewOf(checkout, await receiptOf(table, checkout), now()) };
  };
