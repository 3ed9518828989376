import * as z from 'zod';
import { MAX_AMOUNT } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, recordId, region } from '../../kernel/ids.ts';
import { line } from '../../kernel/text.ts';

/** A price in credits; nothing is a price too. */
export const creditPrice = z.int().min(0).max(MAX_AMOUNT);

/** What something costs, and what it costs instead in some regions. */
export const priced = z.object({
  price: creditPrice,
  regionalPrices: z.record(region, creditPrice).exactOptional(),
});

export type Priced = z.infer<typeof priced>;

/** A lower price for a time, everywhere or in some regions. */
export const promotion = z.object({
  id: recordId,
  name: line(120),
  /** From inclusive, to exclusive. */
  from: instantSchema,
  to: instantSchema,
  discount: z.union([
    z.object({ percent: z.int().min(1).max(100) }),
    z.object({ credits: z.int().min(1).max(MAX_AMOUNT) }),
  ]),
  regions: z.array(region).min(1).max(250).exactOptional(),
});

export type Promotion = z.infer<typeof promotion>;

/** Who something is for; whatever is not named here is no restriction. */
export const eligibility = z.object({
  regions: z.array(region).min(1).max(250).exactOptional(),
  accounts: z.array(accountId).min(1).max(1000).exactOptional(),
});

export type Eligibility = z.infer<typeof eligibility>;

/** How a price came about, in credits. */
export const priceBreakdown = z.object({
  base: creditPrice,
  /** The price of the customer's region, where that has one of its own. */
  regional: z.object({ region, price: creditPrice }).exactOptional(),
  promotion: z
    .object({ id: recordId, name: z.string(), discount: creditPrice, to: instantSchema })
    .exactOptional(),
  /** What is to be paid. */
  price: creditPrice,
});

export type PriceBreakdown = z.infer<typeof priceBreakdown>;
