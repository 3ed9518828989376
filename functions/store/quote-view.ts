import type * as z from 'zod';
import { restrictedFor, shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { availableFor } from '../../shared/ledger/account.ts';
import { ownedVariant } from '../../shared/store/ownership.ts';
import { purposeOf } from '../../shared/store/product.ts';
import { isExpired } from '../../shared/store/quote.ts';
import type { QuoteOnView } from '../../shared/store/quotes.ts';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { ProblemCode } from '../../shared/http/errors.ts';
import type { quoteView } from '../../shared/http/routes/store/purchase-views.ts';
import type { Purchase, Quote } from '../../shared/table/items/purchase.ts';

type View = z.input<typeof quoteView>;

/** A quote with its current status, and whether the account's credits are enough. */
export const viewOf = ({ quote, ownership, purchase, visit }: QuoteOnView): View => {
  const { settings, current, now } = visit;
  const status = statusOf(quote, purchase, now);
  const { id, productId, variantId, productName, variantName, category, price, createdAt, expiresAt } = quote;
  const purpose = purposeOf(productId, category);
  const why: Record<View['status'], readonly ProblemCode[]> = {
    open: [
      ...(ownedVariant(ownership, variantId) ? ['already_owned' as const] : []),
      ...whyNotPay(settings, current, price.price, purpose),
    ],
    used: ['quote_used'],
    expired: ['quote_expired'],
  };
  return {
    id,
    status,
    productId,
    variantId,
    productName,
    variantName,
    price,
    createdAt,
    expiresAt,
    available: availableFor(current, purpose),
    restricted: restrictedFor(current, price.price, purpose),
    shortfall: shortfallOf(current, price.price, purpose),
    buy: availabilityOf(why[status]),
    purchaseId: purchase?.id,
  };
};

const statusOf = (quote: Quote, purchase: Purchase | undefined, now: number): View['status'] => {
  if (purchase) return 'used';
  return isExpired(quote, now) ? 'expired' : 'open';
};
