import * as z from 'zod';
import { currency, signedTotal, totalCredits } from '../../kernel/amount.ts';
import { daySchema } from '../../kernel/days.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { agencyId, recordId } from '../../kernel/ids.ts';

/** How an account has been counted into a total of its agency: what of it is in there, as of which version. */
export const countedItem = z.object({
  version: z.int().min(0),
  of: z.int().min(0),
  into: recordId,
  /** Credits that it held, by class, and what it owed. */
  paid: z.int().min(0),
  promo: z.int().min(0),
  debt: z.int().min(0),
  /** Credits in its holds; of its paid credits those without a price; and what the others cost (`position`). */
  held: z.int().min(0).exactOptional(),
  unpriced: z.int().min(0).exactOptional(),
  cost: z.record(currency, totalCredits).exactOptional(),
  /** Which of its entries are in the agency's books: from one number through another, without gaps. */
  books: z
    .object({
      into: recordId,
      from: z.int().min(1),
      through: z.int().min(0),
      /** When the last of them was made, where there is one or one before it. */
      at: instantSchema.exactOptional(),
      /** When the entry before the first of them was made, or a later time. */
      below: instantSchema.exactOptional(),
    })
    .exactOptional(),
});

export type CountedEntries = NonNullable<Counted['books']>;

export type Counted = z.infer<typeof countedItem>;

/** What an agency owes all its customers together. */
export const liabilityItem = z.object({
  agency: agencyId,
  /** Where a total is deleted, the one that begins in its place has another id, and every account is counted anew. */
  id: recordId,
  version: z.int().min(0),
  paid: totalCredits,
  promo: totalCredits,
  debt: totalCredits,
  /** What its accounts hold in holds; paid credits without a price; and what the others cost (`position`). */
  held: totalCredits.default(0),
  unpriced: totalCredits.default(0),
  cost: z.record(currency, signedTotal).default({}),
  /** Into which books entries are counted. Where others begin, every account is counted anew. */
  books: z
    .object({
      id: recordId,
      begunAt: instantSchema,
      /** The last day of the last month that is closed: nothing is counted into it any more. */
      closed: daySchema.exactOptional(),
      /** When the nightly audit last found that the books agree with the accounts. */
      agreedAt: instantSchema.exactOptional(),
    })
    .exactOptional(),
  /** Of the credits, those that wait in gifts. */
  gifts: totalCredits.default(0),
  /** How many accounts have been counted, without those in which gifts wait. */
  accounts: z.int().min(0),
  /** When an account was last counted. */
  at: instantSchema,
});

export type Liability = z.infer<typeof liabilityItem>;

export type Books = NonNullable<Liability['books']>;
