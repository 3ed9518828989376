import * as z from 'zod';
import { instantInput } from '../../../kernel/clock.ts';
import { eligibility, priced, promotion } from '../../../table/items/price.ts';
import { serviceItem } from '../../../table/items/service.ts';
import { describedAs } from './described.ts';

const MAX_REGIONS = 250;

const [percent, credits] = promotion.shape.discount.options;

const promotionInput = z
  .strictObject({
    ...promotion.shape,
    from: describedAs(promotion.shape.from, instantInput),
    to: describedAs(promotion.shape.to, instantInput),
    discount: describedAs(
      promotion.shape.discount,
      z.union([
        percent.strict().meta({ id: 'PercentDiscountInput' }),
        credits.strict().meta({ id: 'CreditDiscountInput' }),
      ]),
    ),
  })
  .meta({ id: 'PromotionInput' })
  .refine(({ from, to }) => from < to, { path: ['from'], message: 'from must be before to' });

/** Whether no two of them have the same id. */
export const haveOwnIds = (records: readonly { id: string }[]): boolean =>
  new Set(records.map(({ id }) => id)).size === records.length;

/** The price of something, as an agency sets it. */
export const pricedInput = {
  price: priced.shape.price,
  regionalPrices: describedAs(
    priced.shape.regionalPrices,
    priced.shape.regionalPrices
      .unwrap()
      .refine((prices) => Object.keys(prices).length <= MAX_REGIONS, `no more than ${MAX_REGIONS} regions`)
      .exactOptional(),
  ),
};

/** What products and services have in common, as an agency sets it. */
export const offeredInput = {
  promotions: describedAs(
    serviceItem.shape.promotions,
    z.array(promotionInput).max(20).refine(haveOwnIds, 'two promotions have the same id'),
  ),
  eligibility: describedAs(
    serviceItem.shape.eligibility,
    eligibility.strict().meta({ id: 'EligibilityInput' }).exactOptional(),
  ),
};
