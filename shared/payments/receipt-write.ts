import type { Guarded } from '../table/guarded.ts';
import type { Checkout } from '../table/items/checkout.ts';
import { receiptItem, receiptNumber, receiptToStore, type Receipt } from '../table/items/receipt.ts';
import { receiptKey, receiptListKey } from '../table/keys.ts';

/** The write of a receipt: its version is the one read. Without its checkout, it is in no list. */
export const receiptWrite = (receipt: Receipt, checkout: Checkout | undefined): Guarded => ({
  key: receiptKey(receipt.agency, receipt.provider, receipt.paymentId),
  list: checkout && receiptListKey(checkout, checkout),
  schema: receiptItem,
  number: receiptNumber(receipt),
  item: receiptToStore(receipt),
  version: receipt.version,
});
