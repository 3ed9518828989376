import * as z from 'zod';
import { credits } from '../../kernel/amount.ts';
import { instantSchema } from '../../kernel/clock.ts';
import { accountId, agencyId } from '../../kernel/ids.ts';
import { numbered } from '../../kernel/schema-number.ts';
import { line } from '../../kernel/text.ts';
import { onlyFor, RESTRICTED } from './only-for.ts';
import { eligibility } from './price.ts';

export const promoBatchStatus = z
  .enum(['unfinished', 'active', 'withdrawn'])
  .meta({ id: 'PromoBatchStatus' });

/** Promo codes that were made together and follow the same rules. Each random code begins with its batch's id. */
export const promoBatchItem = numbered(
  RESTRICTED,
  z.object({
    agency: agencyId,
    id: z.string().regex(/^[0-9A-Z]{4}$/),
    version: z.int().min(0),
    name: line(120),
    /** The code itself, where the agency worded it. */
    code: z.string().exactOptional(),
    /** What one redemption brings, as a promo lot. */
    credits,
    /** When the credits expire: at a time, or so many days after they came. */
    creditsExpire: z
      .union([
        z.object({ at: instantSchema }).meta({ id: 'ExpiryAt' }),
        z.object({ afterDays: z.int().min(1).max(3650) }).meta({ id: 'ExpiryAfterDays' }),
      ])
      .exactOptional(),
    /** What alone the credits may be spent on. */
    onlyFor: onlyFor.exactOptional(),
    /** When the codes are valid: from inclusive, to exclusive. */
    from: instantSchema.exactOptional(),
    to: instantSchema.exactOptional(),
    /** How often each code may be redeemed, by everybody together; without this, without end. */
    usesPerCode: z.int().min(1).max(1_000_000_000).exactOptional(),
    /** How many redemptions of this batch one account may make. */
    usesPerAccount: z.int().min(1).max(100),
    eligibility: eligibility.exactOptional(),
    /** How many codes there are. */
    codes: z.int().min(1),
    /** Unfinished until all codes are written; redeemed only while active. */
    status: promoBatchStatus,
    /** Which run wrote the codes that were shown: codes of runs that were cut off are none. */
    run: z.string().exactOptional(),
    /** The hashes of the Idempotency-Key that it was made under, and of the input. */
    request: z.string(),
    inputHash: z.string(),
    createdAt: instantSchema,
  }),
);

export type PromoBatch = z.infer<typeof promoBatchItem>;

export const promoCodeItem = z.object({
  batch: z.string(),
  run: z.string(),
  version: z.int().min(0),
  uses: z.int().min(0),
});

export type PromoCode = z.infer<typeof promoCodeItem>;

/** One account's use of one code. */
export const redemptionUse = z.object({
  /** The code's hash. */
  code: z.string(),
  /** The last symbols of the code, by which its holder knows it. */
  hint: z.string(),
  credits,
  expiresAt: instantSchema.exactOptional(),
  at: instantSchema,
  entry: z.int().min(1),
});

export type Use = z.infer<typeof redemptionUse>;

/** One account's redemptions of one batch: at most as many as the batch allows. */
export const redemptionItem = z.object({
  batch: z.string(),
  /** Whose they are. Older items have it in their key alone. */
  account: accountId.exactOptional(),
  name: z.string(),
  version: z.int().min(0),
  uses: z.array(redemptionUse),
});

export type Redemption = z.infer<typeof redemptionItem>;
