import { problem } from '../../shared/http/errors.ts';
import type { Handler, ResponseOf } from '../../shared/http/route.ts';
import type { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import { log } from '../../shared/kernel/log.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { CompleteCheckout, Completed } from '../../shared/payments/complete-checkout.ts';
import { receiptOf } from '../../shared/payments/receipts.ts';
import { checkoutItem } from '../../shared/table/items/checkout.ts';
import { checkoutKey } from '../../shared/table/keys.ts';
import { readOne } from '../../shared/table/read.ts';
import { viewOf } from './checkout-view.ts';

type Completion = typeof checkoutRoutes.completeCheckout;

/**
 * The customer is back: the payment is taken or read at the provider, and settled, without waiting to be told of it.
 * The checkout itself is the key, so that this may be asked as often as anyone likes.
 */
export const completeCheckout =
  ({ table, now }: Ledger, complete: CompleteCheckout): Handler<Completion> =>
  async ({ caller, params: { checkoutId } }) => {
    const key = checkoutKey(caller, checkoutId);
    const checkout = await readOne(table, key, checkoutItem);
    if (!checkout) return problem('not_found');
    const receipt = await receiptOf(table, checkout);
    const known: Completed = { checkout, receipt };
    if (isSettled(known)) return answer(known, now());

    const completed = await complete(checkout);
    if (completed.ok)
      return answer({ ...completed.value, receipt: completed.value.receipt ?? receipt }, now());
    const { error } = completed;
    log.warn('checkout not completed', { agency: caller.agency, checkout: checkoutId, code: error.code });
    switch (error.code) {
      case 'provider_unreachable':
        return problem('provider_unreachable');
      case 'busy':
      case 'conflict':
        return problem('busy');
      // The customer can do nothing about these; the webhook and the reconciler still come by.
      case 'provider_refused':
      case 'provider_not_available':
      case 'refused':
        return answer(known, now());
    }
  };

/** Nothing that the provider could say now changes how the checkout itself stands. */
const isSettled = ({ checkout: { closedAt }, receipt }: Completed): boolean =>
  receipt?.payment?.status === 'paid' || receipt?.flag !== undefined || closedAt !== undefined;

const answer = ({ checkout, receipt }: Completed, now: number): ResponseOf<Completion> => ({
  status: 200,
  body: viewOf(checkout, receipt, now),
});
