import type * as z from 'zod';
import { restrictedFor, shortfallOf, whyNotPay } from '../../shared/account/availability.ts';
import { ownedVariant } from '../../shared/store/ownership.ts';
import { isEligible, priceFor } from '../../shared/store/price.ts';
import type { ProductOnView } from '../../shared/store/catalogue.ts';
import { purposeOf, whyNotOwn } from '../../shared/store/product.ts';
import { pictureViewOf } from '../../shared/views/picture-view.ts';
import type { Visit } from '../../shared/store/visit.ts';
import { availabilityOf } from '../../shared/http/availability-view.ts';
import type { productView } from '../../shared/http/routes/store/product-views.ts';

/** A product as this customer meets it. */
export const viewOf = (
  { product, ownership }: ProductOnView,
  { settings, buyer, current, now }: Visit,
): z.input<typeof productView> => {
  const { agency, id, name, description, category, picture, promotions, eligibility, variants } = product;
  const purpose = purposeOf(id, category);
  return {
    id,
    name,
    description,
    ...(picture && { picture: pictureViewOf(agency, picture) }),
    category,
    eligible: availabilityOf(isEligible(eligibility, buyer) ? [] : ['not_eligible']),
    variants: variants.map((variant) => {
      const price = priceFor(variant, promotions, buyer, now);
      const shortfall = shortfallOf(current, price.price, purpose);
      return {
        id: variant.id,
        name: variant.name,
        price,
        owned: ownedVariant(ownership, variant.id) !== undefined,
        restricted: restrictedFor(current, price.price, purpose),
        affordable: shortfall === 0,
        shortfall,
        buy: availabilityOf([
          ...whyNotOwn(product, variant.id, buyer, ownership),
          ...whyNotPay(settings, current, price.price, purpose),
        ]),
      };
    }),
  };
};
