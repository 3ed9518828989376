import type { AccountRef } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { ifOfAny, listOfAny } from '../ledger/of-any.ts';
import { provider } from '../table/items/payment-status.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { receiptKey, receiptsList } from '../table/keys.ts';
import type { PageRequest } from '../table/list.ts';
import { readOne } from '../table/read.ts';

/** The payments of an account and of those that merged into it, newest checkout first: one Query on the index, which follows the table within moments. */
export const receiptsOf = ({ table }: Ledger, ref: AccountRef, range: PageRequest) =>
  listOfAny(table, ref, receiptsList, {
    inIndex: true,
    item: receiptItem,
    newestFirst: true,
    ...range,
  });

/**
 * A receipt's key names the agency only; the receipt itself says which account it belongs to.
 * @param id `<provider>_<payment id>`
 */
export const receiptOf = async (
  { table }: Ledger,
  ref: AccountRef,
  id: string,
): Promise<Receipt | undefined> => {
  const [name, ...paymentId] = id.split('_');
  const from = provider.safeParse(name);
  if (!from.success) return undefined;
  const receipt = await readOne(table, receiptKey(ref.agency, from.data, paymentId.join('_')), receiptItem);
  return await ifOfAny(table, ref, receipt);
};
