import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import type { Checkout } from '../table/items/checkout.ts';
import { receiptListKey } from '../table/keys.ts';
import { listPage } from '../table/list.ts';
import type { Table } from '../table/table.ts';

/** More payments of one checkout than this there will not be. */
const MAX_PAYMENTS = 10;

/**
 * The receipt of a checkout, if a payment has been heard of. One Query on the index, which follows the table within
 * moments. Should there be two payments, the one that credited comes first.
 */
export const receiptOf = async (table: Table, checkout: Checkout): Promise<Receipt | undefined> => {
  const { listPk, listSk } = receiptListKey(checkout, checkout);
  const page = await listPage(table, {
    partition: listPk,
    inIndex: true,
    from: listSk,
    to: listSk,
    item: receiptItem,
    limit: MAX_PAYMENTS,
  });
  const receipts = page.ok ? page.value.items : [];
  return receipts.find(({ applied }) => applied > 0) ?? receipts[0];
};
