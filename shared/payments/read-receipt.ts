import type { AccountRef, AccountId, AgencyId } from '../kernel/ids.ts';
import type { Provider } from '../table/items/payment-status.ts';
import { receiptItem, type Receipt } from '../table/items/receipt.ts';
import { accountKey, checkoutKey, receiptKey, settingsKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { newReceipt, type ReceiptFact } from './join.ts';

/** Where a payment belongs. */
export type Place = { ref: AccountRef; checkout: Key; account: Key };

/** What settling reads of a place. */
export const keysOf = (agency: AgencyId, place: Place | undefined): Key[] =>
  place ? [place.checkout, place.account, settingsKey(agency)] : [];

/** The checkout that the fact itself names. We trust only what is stored under that key. */
export const statedPlace = (agency: AgencyId, fact: ReceiptFact): Place | undefined =>
  fact.type === 'payment' ? placeOf(agency, fact) : undefined;

export const receiptIn = (read: Read, agency: AgencyId, provider: Provider, fact: ReceiptFact): Receipt =>
  decode(receiptItem, read(receiptKey(agency, provider, fact.paymentId))) ??
  newReceipt(agency, provider, fact.paymentId);

/** Once credited, a payment belongs where it was credited, whatever later facts say. */
export const placeIn = (
  read: Read,
  agency: AgencyId,
  provider: Provider,
  fact: ReceiptFact,
): Place | undefined => {
  const receipt = receiptIn(read, agency, provider, fact);
  const known = placeOf(agency, receipt);
  return receipt.lots.length > 0 ? known : (statedPlace(agency, fact) ?? known);
};

export const placeOf = (
  agency: AgencyId,
  { account, checkoutId }: { account?: AccountId; checkoutId?: string },
): Place | undefined => {
  if (account === undefined || checkoutId === undefined) return undefined;
  const ref = { agency, account };
  return { ref, checkout: checkoutKey(ref, checkoutId), account: accountKey(ref) };
};
