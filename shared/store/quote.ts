import { instant } from '../kernel/clock.ts';
import { timedId } from '../kernel/ids.ts';
import type { Guarded } from '../table/guarded.ts';
import type { Ownership } from '../table/items/ownership.ts';
import type { Product, Variant } from '../table/items/product.ts';
import { quoteItem, type Quote } from '../table/items/purchase.ts';
import type { Settings } from '../table/items/settings.ts';
import { quoteKey } from '../table/keys.ts';
import { type Buyer, priceFor } from './price.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../kernel/durations.ts';

/** For how long (seconds) an expired quote can still be read. */
const RETENTION_S = (30 * DAY_MS) / SECOND_MS;

/** What a quote is made of. */
export type Asked = {
  settings: Settings;
  product: Product;
  variant: Variant;
  buyer: Buyer;
  ownership: Ownership;
};

/**
 * Locks today's price for this buyer, for as long as the agency says.
 * @param now milliseconds since the epoch
 */
export const quoteFor = ({ settings, product, variant, buyer, ownership }: Asked, now: number): Quote => {
  const expires = now + settings.quoteMinutes * MINUTE_MS;
  return {
    id: timedId('quo', now),
    agency: buyer.agency,
    account: buyer.account,
    version: 0,
    productId: product.id,
    variantId: variant.id,
    productName: product.name,
    variantName: variant.name,
    ...(product.category !== undefined && { category: product.category }),
    price: priceFor(variant, product.promotions, buyer, now),
    createdAt: instant(now),
    expiresAt: instant(expires),
    ownership: ownership.version,
    ttl: Math.ceil(expires / 1000) + RETENTION_S,
  };
};

export const quoteWrite = (quote: Quote): Guarded => ({
  key: quoteKey(quote, quote.id),
  schema: quoteItem,
  item: quote,
  version: quote.version,
});

/** @param now milliseconds since the epoch */
export const isExpired = ({ expiresAt }: Quote, now: number): boolean => expiresAt <= instant(now);

const QUOTE_PREFIX = 'quo_';
const PURCHASE_PREFIX = 'pur_';

/**
 * The id of the one purchase that a quote can lead to, so that a second one meets the first.
 * @returns undefined for what can't be a quote's id
 */
export const purchaseIdOf = (quoteId: string): string | undefined =>
  quoteId.startsWith(QUOTE_PREFIX) ? `${PURCHASE_PREFIX}${quoteId.slice(QUOTE_PREFIX.length)}` : undefined;

/** The id of the quote that led to a purchase. */
export const quoteIdOf = (purchaseId: string): string =>
  `${QUOTE_PREFIX}${purchaseId.slice(PURCHASE_PREFIX.length)}`;
