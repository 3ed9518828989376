import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId } from '../../kernel/ids.ts';

export const lotClass = z.enum(['paid', 'promo']);

/** A part of a lot, at rest or on its way in or out. `id` is the number of the entry that brought the lot in. */
export const lotShare = z.object({
  id: z.int().min(1),
  class: lotClass,
  /** From this instant on the credits can not be spent. */
  expiresAt: instantSchema.exactOptional(),
  amount: z.int().min(1),
  /** Other lots that became one with this (see ledger/lots.ts). */
  absorbed: z.array(z.int().min(1)).exactOptional(),
});

export type LotShare = z.infer<typeof lotShare>;

/** One customer's credit account: what it holds now, and where its history stands. */
export const accountItem = z.object({
  agency: agencyId,
  account: accountId,
  /** Counts the writes; 0 means that the account was never written. */
  version: z.int().min(0),
  /** The sum of the lots less the debt, in credits. */
  balance: z.int(),
  /** Credits taken back that had been spent already: paid by the next credits, and until then nothing is spent. */
  debt: z.int().min(0),
  /** What is left of each lot, in the order in which it is drawn. */
  lots: z.array(lotShare),
  /** How many entries there are, which is also the number of the last one. */
  entries: z.int().min(0),
  /** When the last entry was made, and its hash. */
  lastEntryAt: instantSchema.exactOptional(),
  lastEntryHash: z.string().exactOptional(),
  /** When credits last came in, and how many. */
  lastIn: z.object({ at: instantSchema, amount: z.int().min(1) }).exactOptional(),
});

export type Account = z.infer<typeof accountItem>;
