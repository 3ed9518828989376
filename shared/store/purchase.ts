import { instant } from '../kernel/clock.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Ownership } from '../table/items/ownership.ts';
import { purchaseItem, type Purchase, type Quote } from '../table/items/purchase.ts';
import type { Settings } from '../table/items/settings.ts';
import { purchaseKey } from '../table/keys.ts';
import { ownedVariant, withoutOne } from './ownership.ts';
import { DAY_MS } from '../kernel/durations.ts';

export type RefundReason = 'refund_not_offered' | 'refund_window_over' | 'refund_after_download';

/** The write of a purchase as it was read and changed: its version is the one read. */
export const purchaseWrite = (purchase: Purchase): Guarded => ({
  key: purchaseKey(purchase, purchase.id),
  schema: purchaseItem,
  item: purchase,
  version: purchase.version,
});

/** The sale that a quote led to, at the quote's price and in the quote's words. */
export const purchaseOf = (
  { agency, account, productId, variantId, productName, variantName, price }: Quote,
  made: Pick<Purchase, 'id' | 'at' | 'entry' | 'restricted'>,
): Purchase => ({
  ...made,
  agency,
  account,
  version: 0,
  productId,
  variantId,
  productName,
  variantName,
  price,
});

/** An account's ownership of a product with what this purchase brought. */
export const withPurchase = (ownership: Ownership, { id, variantId, at }: Purchase): Ownership => ({
  ...ownership,
  variants: { ...ownership.variants, [variantId]: { purchaseId: id, since: at } },
});

/** The ownership without what this purchase had brought; what another one brought stays. */
export const withoutPurchase = (ownership: Ownership, { id }: Purchase): Ownership => ({
  ...ownership,
  variants: Object.fromEntries(
    Object.entries(ownership.variants).flatMap(([variant, owned]) => {
      const left = withoutOne(owned, id);
      return left ? [[variant, left]] : [];
    }),
  ),
});

/**
 * @param now milliseconds since the epoch
 * @returns every reason why a committed purchase can't be given back
 */
export const whyNotRefund = (
  settings: Settings | undefined,
  { id, variantId, at }: Purchase,
  ownership: Ownership,
  now: number,
): RefundReason[] => {
  const offered = settings?.purchaseRefunds;
  if (!offered) return ['refund_not_offered'];
  const until = instant(Date.parse(at) + offered.days * DAY_MS);
  const owned = ownedVariant(ownership, variantId);
  const downloaded = owned?.purchaseId === id && owned.downloaded !== undefined;
  return [
    ...(instant(now) < until ? [] : ['refund_window_over' as const]),
    ...(downloaded && !offered.afterDownload ? ['refund_after_download' as const] : []),
  ];
};
