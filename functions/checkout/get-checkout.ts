import { problem } from '../../shared/http/errors.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import { decode } from '../../shared/table/table.ts';
import { viewOf } from './checkout-view.ts';

export const getCheckout =
  ({ table, now }: Ledger): Operation<typeof checkoutRoutes.getCheckout> =>
  async ({ caller, params: { checkoutId } }) => {
    const key = checkoutKey(caller, checkoutId);
    const read = await readTogether(table, [key]);
    const checkout = decode(checkoutItem, read(key));
    if (!checkout) return problem('not_found');
    return { status: 200, body: viewOf(checkout, await receiptOf(table, checkout), now()) };
  };
