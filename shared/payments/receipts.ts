import { instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import type { Checkout } from '../table/items/checkout.ts';
import { receiptListKey, receiptsList } from '../table/keys.ts';
import { allItems, listPage } from '../table/list.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Table } from '../table/table.ts';
import { CHECKOUT_TTL_MS } from './checkout.ts';

/** More payments of one checkout than this there will not be. */
const MAX_PAYMENTS = 10;

/**
 * The receipt of a checkout, if a payment was reported. One Query on the index, which follows the table within
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

/**
 * An account's recent checkouts whose payment has ended, well or not: the ids of those that would still be open by time.
 * One Query on the index for each hundred of them.
 */
export const settledCheckouts = async (
  { table, now }: Ledger,
  ref: AccountRef,
): Promise<ReadonlySet<string>> => {
  const settled = new Set<string>();
  const from = instant(now() - CHECKOUT_TTL_MS);
  const recent = { partition: receiptsList(ref), inIndex: true, item: receiptItem, from };
  for await (const { checkoutId, payment, flag } of allItems(table, recent)) {
    const isOver = flag !== undefined || payment?.status === 'paid' || payment?.status === 'failed';
    if (checkoutId !== undefined && isOver) settled.add(checkoutId);
  }
  return settled;
};
