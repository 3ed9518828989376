import type * as z from 'zod';
import { shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { ownedVariant } from '../../shared/store/ownership.ts';
import { isExpired } from '../../shared/store/quote.ts';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { ProblemCode } from '../../shared/http/errors.ts';
import type { quoteView } from '../../shared/http/routes/store/purchase-views.ts';
import type { AccountBalance } from '../../shared/ledger/account.ts';
import type { Ownership } from '../../shared/table/items/ownership.ts';
import type { Purchase, Quote } from '../../shared/table/items/purchase.ts';
import type { Settings } from '../../shared/table/items/settings.ts';

type View = z.input<typeof quoteView>;

/** What a quote is held against: means, settings, what is owned by now, and the purchase it may have led to. */
type Held = {
  settings: Settings;
  current: AccountBalance;
  ownership: Ownership;
  purchase: Purchase | undefined;
  now: number;
};

/** A quote as it stands, and whether it can be bought with what the account has. */
export const viewOf = (quote: Quote, { settings, current, ownership, purchase, now }: Held): View => {
  const status = statusOf(quote, purchase, now);
  const { id, productId, variantId, productName, variantName, price, createdAt, expiresAt } = quote;
  const why: Record<View['status'], readonly ProblemCode[]> = {
    open: [
      ...(ownedVariant(ownership, variantId) ? ['already_owned' as const] : []),
      ...whyNotPay(settings, current, price.price),
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
    available: current.available,
    shortfall: shortfallOf(current, price.price),
    buy: availabilityOf(why[status]),
    purchaseId: purchase?.id,
  };
};

const statusOf = (quote: Quote, purchase: Purchase | undefined, now: number): View['status'] => {
  if (purchase) return 'used';
  return isExpired(quote, now) ? 'expired' : 'open';
};
