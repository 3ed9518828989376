import * as z from 'zod';
import { currency, signedTotal, totalCredits } from '../../kernel/amount.ts';
import { daySchema } from '../../kernel/days.ts';
import { agencyId } from '../../kernel/ids.ts';

/** What entries of one type and kind moved. What is neither promo nor debt are paid credits. */
const movement = z.object({
  amount: totalCredits,
  promo: totalCredits.exactOptional(),
  /** Credits that paid a debt (type `in`) or left one (type `out`). */
  debt: totalCredits.exactOptional(),
  /** Of the paid credits, those whose price is not known. */
  unpriced: totalCredits.exactOptional(),
  /** What the other paid credits cost, in millionths of a minor unit by currency. */
  cost: z.record(currency, totalCredits).exactOptional(),
});

export type Movement = z.infer<typeof movement>;

/** What moved in an agency's accounts on one day. */
export const figuresItem = z.object({
  agency: agencyId,
  version: z.int().min(0),
  /** In the time zone that the agency had when these entries were counted. */
  day: daySchema,
  /** By type and kind of the entries: `in checkout`. */
  moved: z.record(z.string(), movement),
  /** Prices of what was sold, in minor units by currency. */
  sales: z.record(currency, totalCredits),
  /** By how many credits more, or fewer, holds held at its end than at its beginning. */
  held: signedTotal.exactOptional(),
});

export type Figures = z.infer<typeof figuresItem>;

/** What an agency's accounts came to at one time. */
export const position = z.object({
  paid: signedTotal,
  promo: signedTotal,
  debt: signedTotal,
  /** Of the paid credits, those whose price is not known. */
  unpriced: signedTotal,
  /** What the other paid credits cost, in millionths of a minor unit by currency. */
  cost: z.record(currency, signedTotal),
  /** Of all credits, those that holds hold. */
  held: signedTotal,
});

export type Position = z.infer<typeof position>;

/** What an agency's accounts came to at the end of a month that was closed. */
export const closingItem = z.object({ version: z.int().min(0), day: daySchema, position });
