import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { storedLot } from './lot.ts';

/** Lots that became one with another, and when the credits of all of them expire. */
const absorbedIds = z.object({
  into: z.int().min(1),
  expiresAt: instantSchema.exactOptional(),
  ids: z.array(z.int().min(1)),
});

export type AbsorbedIds = z.infer<typeof absorbedIds>;

/** One customer's credit account: what it holds now, and the number and hash of its last entry. */
export const accountItem = numbered(
  2,
  z.object({
    agency: agencyId,
    account: accountId,
    /** Counts the writes; 0 means that the account was never written. */
    version: z.int().min(0),
    /** The sum of the lots less the debt, in credits. */
    balance: z.int(),
    /** Credits taken back that had been spent already: paid by the next credits, and until then nothing is spent. */
    debt: z.int().min(0),
    /** What is left of each lot, in the order in which it is drawn. */
    lots: z.array(storedLot),
    /** How many entries there are, which is also the number of the last one. */
    entries: z.int().min(0),
    /** When the last entry was made, and its hash. */
    lastEntryAt: instantSchema.exactOptional(),
    lastEntryHash: z.string().exactOptional(),
    /** When credits last came in, and how many. */
    lastIn: z.object({ at: instantSchema, amount: z.int().min(1) }).exactOptional(),
    /** How many of its lots became one with another: each has an item that says with which (`absorbedItem`). */
    absorbed: z.int().min(1).exactOptional(),
    /** The same of lots that have no such item yet: schema 1 kept their ids in the lots that absorbed them. */
    absorbedInside: z.array(absorbedIds).exactOptional(),
  }),
);

export type Account = z.infer<typeof accountItem>;
