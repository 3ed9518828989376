import type { AccountRef } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readOfAny } from '../ledger/of-any.ts';
import { checkoutItem } from '../table/items/checkout.ts';
import { checkoutKey } from '../table/keys.ts';
import type { CompleteCheckout, Completed } from './complete-checkout.ts';
import { receiptOf } from './receipts.ts';

/** @returns undefined for what is no checkout of this account, nor of one that merged into it */
export const checkoutOf = async (
  { table }: Ledger,
  ref: AccountRef,
  id: string,
): Promise<Completed | undefined> => {
  const checkout = await readOfAny(table, ref, (one) => checkoutKey(one, id), checkoutItem);
  return checkout && { checkout, receipt: await receiptOf(table, checkout) };
};

/**
 * The customer is back: the payment is taken or read at the provider, and settled, without waiting for its webhook. The
 * checkout itself is the key, so that this may be asked as often as anyone likes.
 */
export const completeOwnCheckout = async (
  ledger: Ledger,
  complete: CompleteCheckout,
  ref: AccountRef,
  id: string,
): Promise<Result<Completed, { code: 'not_found' | 'provider_unreachable' | 'busy' }>> => {
  const known = await checkoutOf(ledger, ref, id);
  if (!known) return err({ code: 'not_found' });
  if (isSettled(known)) return ok(known);
  const completed = await complete(known.checkout);
  if (completed.ok) return ok({ ...completed.value, receipt: completed.value.receipt ?? known.receipt });
  const { code } = completed.error;
  log.warn('checkout not completed', { agency: ref.agency, checkout: id, code });
  if (code === 'provider_unreachable' || code === 'busy') return err({ code });
  // The customer can do nothing about anything else; the webhook and the reconciler still come by.
  return ok(known);
};

/** No answer of the provider can change the checkout's status any more. */
export const isSettled = ({ checkout: { closedAt }, receipt }: Completed): boolean =>
  receipt?.payment?.status === 'paid' || receipt?.flag !== undefined || closedAt !== undefined;
