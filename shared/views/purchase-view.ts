import type * as z from 'zod';
import { whyNotRefund } from '../store/purchase.ts';
import { quoteIdOf } from '../store/quote.ts';
import { availabilityOf } from '../http/availability-view.ts';
import type { purchaseView, saleView } from '../http/routes/store/purchase-views.ts';
import type { Purchase } from '../table/items/purchase.ts';
import type { PurchaseOnView } from '../store/purchases.ts';

/** The sale as it was committed: the same ever after, whatever has become of it. */
export const saleOf = ({
  id,
  productId,
  variantId,
  productName,
  variantName,
  price,
  restricted,
  at,
}: Purchase): z.input<typeof saleView> => ({
  id,
  quoteId: quoteIdOf(id),
  status: 'complete',
  productId,
  variantId,
  productName,
  variantName,
  price,
  credits: price.price,
  restricted,
  at,
});

/** A purchase that has been given back. */
export const refundedView = (purchase: Purchase): z.input<typeof purchaseView> => ({
  ...saleOf(purchase),
  status: 'refunded',
  refundedAt: purchase.refund?.at,
});

/** @param now milliseconds since the epoch */
export const viewOf = (
  { purchase, settings, ownership }: PurchaseOnView,
  now: number,
): z.input<typeof purchaseView> =>
  purchase.refund
    ? refundedView(purchase)
    : {
        ...saleOf(purchase),
        refund: availabilityOf(whyNotRefund(settings, purchase, ownership, now)),
      };
