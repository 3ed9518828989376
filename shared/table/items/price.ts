import * as z from 'zod';
import { MAX_AMOUNT } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, accountInput, recordId, region, type AccountId } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

/** A price in credits; nothing is a price too. */
export const creditPrice = z.int().min(0).max(MAX_AMOUNT);

/** What something costs, and what it costs instead in some regions. */
export const priced = z.object({
  price: creditPrice.meta({ description: 'The price in credits. 0 is free.' }),
  regionalPrices: z
    .record(region, creditPrice)
    .exactOptional()
    .meta({ description: 'Prices in credits by region, which apply there instead of `price`.' }),
});

export type Priced = z.infer<typeof priced>;

/** A lower price for a time, everywhere or in some regions. */
export const promotion = z
  .object({
    id: recordId.meta({ description: 'Your own ID of the promotion.' }),
    name: line(120).meta({ description: 'Customers read this beside the price.' }),
    from: instantSchema.meta({ description: 'The promotion starts at this time.' }),
    to: instantSchema.meta({ description: 'The promotion ends at this time.' }),
    discount: z
      .union([
        z
          .object({ percent: z.int().min(1).max(100).meta({ description: 'Percent off the price.' }) })
          .meta({ id: 'PercentDiscount' }),
        z
          .object({
            credits: z
              .int()
              .min(1)
              .max(MAX_AMOUNT)
              .meta({ description: 'Credits off the price. The price never falls below 0.' }),
          })
          .meta({ id: 'CreditDiscount' }),
      ])
      .meta({ description: 'How much less customers pay.' }),
    regions: z
      .array(region)
      .min(1)
      .max(250)
      .exactOptional()
      .meta({ description: 'The regions where the promotion applies. Without it, everywhere.' }),
  })
  .meta({ id: 'Promotion' });

export type Promotion = z.infer<typeof promotion>;

/** The promotions of a product or service. */
export const promotions = z
  .array(promotion)
  .max(20)
  .meta({ description: 'Lower prices for a time. If several apply, only the largest discount counts.' });

const conditions = (account: z.ZodType<AccountId, string>) =>
  z.object({
    regions: z
      .array(region)
      .min(1)
      .max(250)
      .exactOptional()
      .meta({ description: 'Only customers of these regions. Without it, all regions.' }),
    accounts: z
      .array(account)
      .min(1)
      .max(1000)
      .exactOptional()
      .meta({ description: 'Only these accounts. Without it, all accounts.' }),
  });

/** Who something is for; whatever is not named here is no restriction. */
export const eligibility = conditions(accountId).meta({ id: 'Eligibility' });

/** The same as an agency says it. */
export const eligibilityInput = conditions(accountInput).strict().meta({ id: 'EligibilityInput' });

export type Eligibility = z.infer<typeof eligibility>;

/** Who may get a product or service. */
export const offeredTo = eligibility
  .exactOptional()
  .meta({ description: 'Who can get it: customers who meet every condition. Without it, everyone.' });

/** How a price came about, in credits. */
export const priceBreakdown = z
  .object({
    base: creditPrice,
    /** The price of the customer's region, where that has one of its own. */
    regional: z.object({ region, price: creditPrice }).meta({ id: 'RegionalPrice' }).exactOptional(),
    promotion: z
      .object({ id: recordId, name: z.string(), discount: creditPrice, to: instantSchema })
      .meta({ id: 'AppliedPromotion' })
      .exactOptional(),
    /** What is to be paid. */
    price: creditPrice,
  })
  .meta({ id: 'PriceBreakdown' });

export type PriceBreakdown = z.infer<typeof priceBreakdown>;
