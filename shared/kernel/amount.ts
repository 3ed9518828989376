import * as z from 'zod';

/**
 * The most credits or minor units that one movement may carry. Nine thousand of the largest movements still
 * add up to a safe integer, so that a balance is always exact.
 */
export const MAX_AMOUNT = 1_000_000_000_000;

/** Credits of one movement: a whole number from 1 to MAX_AMOUNT. */
export const credits = z.int().min(1).max(MAX_AMOUNT).meta({ description: 'Whole credits.' });

/** An ISO 4217 code in capitals. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ description: 'ISO 4217 code.', example: 'EUR' });

/** Fiat money: an integer of the currency's minor units (cents for EUR, yen for JPY). */
export const money = z
  .strictObject({
    amount: z.int().min(0).max(MAX_AMOUNT).meta({ description: 'Minor units of the currency.' }),
    currency,
  })
  .meta({ id: 'Money' });

export type Money = z.infer<typeof money>;

/** Credits of many accounts together: a number while that is exact, and decimal digits beyond 2^53 - 1. */
export const totalCredits = z.union([z.int().min(0), z.string().regex(/^[1-9]\d{15,}$/)]);

export type TotalCredits = z.infer<typeof totalCredits>;

/** The same of what may be less than nothing. */
export const signedTotal = z.union([z.int(), z.string().regex(/^-?[1-9]\d{15,}$/)]);

/** As a number while that is exact. */
export const exactTotal = (sum: bigint): TotalCredits =>
  sum >= BigInt(Number.MIN_SAFE_INTEGER) && sum <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(sum)
    : String(sum);

/** @param change may be negative */
export const addCredits = (total: TotalCredits, change: TotalCredits): TotalCredits =>
  exactTotal(BigInt(total) + BigInt(change));
