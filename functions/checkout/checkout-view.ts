import type * as z from 'zod';
import type { checkoutView } from '../../shared/http/routes/checkout-views.ts';
import { statusOf } from '../../shared/payments/checkout.ts';
import type { Checkout } from '../../shared/table/items/checkout.ts';
import type { Receipt } from '../../shared/table/items/receipt.ts';

/** A checkout as its customer sees it, with the place to pay only while paying is possible. */
export const viewOf = (
  checkout: Checkout,
  receipt: Receipt | undefined,
  now: number,
): z.input<typeof checkoutView> => {
  const status = statusOf(checkout, receipt, now);
  const isUnpaid = status === 'open' || status === 'failed' || status === 'expired';
  return {
    ...checkout,
    status,
    url: status === 'open' ? checkout.session?.url : undefined,
    declineReason: isUnpaid ? checkout.declined?.reason : undefined,
  };
};
