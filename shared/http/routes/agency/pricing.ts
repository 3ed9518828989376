import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { eligibilityInput, priced, promotion } from '../../../table/items/price.ts';
import { serviceItem } from '../../../table/items/service.ts';
import { backward } from '../inputs.ts';
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
  .refine(({ from, to }) => from < to, backward);

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
      .refine((prices) => Object.keys(prices).length <= MAX_REGIONS, {
        message: `no more than ${MAX_REGIONS} regions`,
        ...because({ code: 'too_big', maximum: MAX_REGIONS, unit: 'entries' }),
      })
      .exactOptional(),
  ),
};

/** What products and services have in common, as an agency sets it. */
export const offeredInput = {
  promotions: describedAs(
    serviceItem.shape.promotions,
    z
      .array(promotionInput)
      .max(20)
      .refine(haveOwnIds, { message: 'two promotions have the same id', ...because({ code: 'not_unique' }) }),
  ),
  eligibility: describedAs(serviceItem.shape.eligibility, eligibilityInput.exactOptional()),
};
