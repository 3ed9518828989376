import { isDeepStrictEqual } from 'node:util';
import type { Provider } from '../table/items/payment-status.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { accountKey, checkoutKey, receiptKey, settingsKey } from '../table/keys.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { newReceipt, type ReceiptFact } from './join.ts';

/** The receipt that a fact is about, and what settling it needs, read at once. */
export type ReceiptReading = { receipt: Receipt; place: Place | undefined; read: Read };

/**
 * One BatchGet where the fact says where its checkout is, and one more where only the receipt knows. Nothing is
 * believed of either but what lies there.
 */
export const readReceipt = async (
  { table }: Ledger,
  agency: string,
  provider: Provider,
  fact: ReceiptFact,
): Promise<ReceiptReading> => {
  const key = receiptKey(agency, provider, fact.paymentId);
  const said = fact.type === 'payment' ? placeOf(agency, fact) : undefined;
  const first = await readTogether(table, [key, ...keysOf(agency, said)]);
  const receipt = decode(receiptItem, first(key)) ?? newReceipt(agency, provider, fact.paymentId);
  // Once credited, a payment belongs where it was credited, whatever is said of it later.
  const place = receipt.lots.length > 0 ? placeOf(agency, receipt) : (said ?? placeOf(agency, receipt));
  if (!place || isDeepStrictEqual(place, said)) return { receipt, place, read: first };
  // The receipt is read again with the rest, so that all are of one moment.
  const read = await readTogether(table, [key, ...keysOf(agency, place)]);
  return { receipt: decode(receiptItem, read(key)) ?? receipt, place, read };
};

type Place = NonNullable<ReturnType<typeof placeOf>>;

const placeOf = (agency: string, { account, checkoutId }: { account?: string; checkoutId?: string }) => {
  if (account === undefined || checkoutId === undefined) return undefined;
  const ref = { agency, account };
  return {
    ref,
    checkout: checkoutKey(ref, checkoutId),
    account: accountKey(ref),
  };
};

const keysOf = (agency: string, place: Place | undefined) =>
  place ? [place.checkout, place.account, settingsKey(agency)] : [];
