import type * as z from 'zod';
import { shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { ownedVariant } from '../../shared/store/ownership.ts';
import { type Buyer, buyerOf, isEligible, priceFor } from '../../shared/store/price.ts';
import { whyNotOwn } from '../../shared/store/product.ts';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { productView } from '../../shared/http/routes/store/product-views.ts';
import { accountFrom, balanceAt, type AccountBalance } from '../../shared/ledger/account.ts';
import type { Ownership } from '../../shared/table/items/ownership.ts';
import type { Product } from '../../shared/table/items/product.ts';
import type { Settings } from '../../shared/table/items/settings.ts';
import { accountKey } from '../../shared/table/keys.ts';
import type { Read } from '../../shared/table/read.ts';

/** Who looks at the catalogue, with what in hand, and when (milliseconds since the epoch). */
type Visitor = { settings: Settings; buyer: Buyer; current: AccountBalance; now: number };

/** @param read that the account is among */
export const visitorOf = (settings: Settings, caller: Buyer, read: Read, now: number): Visitor => ({
  settings,
  buyer: buyerOf(settings, caller),
  current: balanceAt(accountFrom(caller, read(accountKey(caller))), now),
  now,
});

/** A product as this customer meets it. */
export const viewOf = (
  product: Product,
  ownership: Ownership,
  { settings, buyer, current, now }: Visitor,
): z.input<typeof productView> => {
  const { id, name, description, category, promotions, eligibility, variants } = product;
  return {
    id,
    name,
    description,
    category,
    eligible: availabilityOf(isEligible(eligibility, buyer) ? [] : ['not_eligible']),
    variants: variants.map((variant) => {
      const price = priceFor(variant, promotions, buyer, now);
      const shortfall = shortfallOf(current, price.price);
      return {
        id: variant.id,
        name: variant.name,
        price,
        owned: ownedVariant(ownership, variant.id) !== undefined,
        affordable: shortfall === 0,
        shortfall,
        buy: availabilityOf([
          ...whyNotOwn(product, variant.id, buyer, ownership),
          ...whyNotPay(settings, current, price.price),
        ]),
      };
    }),
  };
};
