import * as z from 'zod';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId, recordId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { areRestricted, haveOrigin, havePrice, storedLots } from './lot.ts';

/** Lots that became one with another, and when the credits of all of them expire. */
const absorbedIds = z.object({
  into: z.int().min(1),
  expiresAt: instantSchema.exactOptional(),
  ids: z.array(z.int().min(1)),
});

export type AbsorbedIds = z.infer<typeof absorbedIds>;

/** Credits set aside until they are captured or released, or the hold ends. */
const openHold = z.object({
  id: recordId,
  /** From this instant on it holds nothing; without it, it holds until it is captured or released. */
  endsAt: instantSchema.exactOptional(),
  /** What is left of it: shares of lots with the class, expiry and origin that they had, in the order of drawing. */
  lots: storedLots,
  /** Under whose budget the credits are held: they count in it until they are captured, released, or the hold ends. */
  spender: recordId.exactOptional(),
});

export type OpenHold = z.infer<typeof openHold>;

/** What units of a meter came to beyond whole credits: the next units fill it up. */
const carry = z.object({
  /** The meter's. */
  id: recordId,
  /** A part of one credit, in lowest terms: `3/7`. */
  fraction: z.string().regex(/^[1-9]\d{0,59}\/[1-9]\d{0,59}$/),
});

export type Carry = z.infer<typeof carry>;

/**
 * The schemas that began with holds, with lots of another account's origin, with holds under a budget, with holds without an
 * end, with restricted lots, with prices of lots, and with accounts that merged.
 */
const HOLDS = 3;
const ORIGINS = 4;
const SPENDERS = 5;
const ENDLESS_HOLDS = 6;
const RESTRICTIONS = 7;
const PRICES = 8;
const MERGED = 9;

const accountFields = z.object({
  agency: agencyId,
  account: accountId,
  /** Counts the writes; 0 means that the account was never written. */
  version: z.int().min(0),
  /** The sum of the lots and of what is held, less the debt, in credits. */
  balance: z.int(),
  /** Credits taken back that had been spent already, and usage beyond the credits: paid by the next credits. */
  debt: z.int().min(0),
  /** How much debt usage may leave. Without it, none. */
  creditLimit: z.int().min(1).exactOptional(),
  /** The part of the debt that usage left, which is paid last. */
  usageDebt: z.int().min(1).exactOptional(),
  /** What is left of each lot, in the order in which it is drawn. */
  lots: storedLots,
  /** Holds that are neither captured nor released, in the order in which they were made. */
  holds: z.array(openHold).min(1).exactOptional(),
  /** Of each meter whose units came to a fraction; older code leaves them as they are. */
  carries: z.array(carry).min(1).exactOptional(),
  /** How many entries there are, which is also the number of the last one. */
  entries: z.int().min(0),
  /** When the last entry was made, and its hash. */
  lastEntryAt: instantSchema.exactOptional(),
  lastEntryHash: z.string().exactOptional(),
  /** When it last changed without an entry: by a hold, a carry, a credit limit or a merge. */
  lastHoldAt: instantSchema.exactOptional(),
  /** When credits last came in, and how many. */
  lastIn: z.object({ at: instantSchema, amount: z.int().min(1) }).exactOptional(),
  /** How many of its lots became one with another: each has an item that says with which (`absorbedItem`). */
  absorbed: z.int().min(1).exactOptional(),
  /** The same of lots that have no such item yet: schema 1 kept their ids in the lots that absorbed them. */
  absorbedInside: z.array(absorbedIds).exactOptional(),
  /** The account that all credits of this one went to. It has none since, and passes on what comes late. */
  mergedInto: accountId.exactOptional(),
  /** The accounts that merged into this one. */
  mergedFrom: z.array(accountId).min(1).exactOptional(),
});

/** One customer's credit account: what it holds now, and the number and hash of its last entry. */
export const accountItem = numbered(MERGED, accountFields);

export type Account = z.infer<typeof accountItem>;

/** The number that an account is written with: that of the first version which knows all that it has. */
export const accountNumber = ({
  lots,
  holds = [],
  mergedInto,
  mergedFrom,
}: Pick<Account, 'lots' | 'holds' | 'mergedInto' | 'mergedFrom'>): number => {
  if (mergedInto !== undefined || mergedFrom) return MERGED;
  const all = [...lots, ...holds.flatMap((hold) => hold.lots)];
  if (havePrice(all)) return PRICES;
  if (areRestricted(all)) return RESTRICTIONS;
  if (holds.some(({ endsAt }) => endsAt === undefined)) return ENDLESS_HOLDS;
  if (holds.some(({ spender }) => spender !== undefined)) return SPENDERS;
  if (haveOrigin(all)) return ORIGINS;
  return holds.length > 0 ? HOLDS : HOLDS - 1;
};
