import * as z from 'zod';
import { instant, instantSchema } from '../../kernel/clock.ts';
import { currency, type Money } from '../../kernel/amount.ts';
import { accountId } from '../../kernel/ids.ts';
import { onlyFor } from './only-for.ts';

export const lotClass = z.enum(['paid', 'promo']).meta({ id: 'LotClass' });

/** Millionths of a minor unit: finer than money is paid, so that next to nothing is left when a price is divided. */
export const MICRO = 1_000_000;

/** What one credit of a lot cost. */
const lotPrice = z.object({
  /** In millionths of a minor unit, rounded down. */
  micro: z.int().min(0),
  currency,
});

export type LotPrice = z.infer<typeof lotPrice>;

/** What each of so many credits cost that were sold together. */
export const priceOfEach = ({ amount, currency: of }: Money, credits: number): LotPrice => {
  const micro = (BigInt(amount) * BigInt(MICRO)) / BigInt(credits);
  return { micro: Math.min(Number(micro), Number.MAX_SAFE_INTEGER), currency: of };
};

/**
 * A part of a lot, at rest or on its way in or out. `id` is the number of the entry that brought the lot in; of several
 * lots of one entry, it differs (`lotId`).
 */
export const lotShare = z.object({
  id: z.int().min(1),
  class: lotClass,
  /** From this instant on the credits can not be spent. */
  expiresAt: instantSchema.exactOptional(),
  /** What alone the credits may be spent on; without it, on anything. */
  onlyFor: onlyFor.exactOptional(),
  amount: z.int().min(1),
  /** Of credits that were sold. What was sold before lots had a price has none. */
  price: lotPrice.exactOptional(),
  /** Of credits that were transferred: the account that they came to first, and the lot that they were there. */
  origin: z.object({ account: accountId, lot: z.int().min(1) }).exactOptional(),
  /** Lots that became one with this, in items of schema 1. Since then each has an item of its own (`absorbedItem`). */
  absorbed: z.array(z.int().min(1)).exactOptional(),
});

export type LotShare = z.infer<typeof lotShare>;

const LETTERS = { paid: 'P', promo: 'F' } as const satisfies Record<LotShare['class'], string>;

/**
 * Id, class, amount, the expiry in milliseconds since the epoch, the place of the restriction in the list, the price of one credit,
 * and the origin, numbers in base 36: `1aP2s.mx3224ld~0$lfls~EUR@5:bob`. A fifth of the bytes of a map, so that 30 lots leave the account below 1 KB.
 */
const FORM =
  /^(?<id>[0-9a-z]{1,11})(?<letter>[PF])(?<amount>[0-9a-z]{1,11})(?:\.(?<expiry>-?[0-9a-z]{1,10}))?(?:~(?<place>[0-9a-z]{1,2}))?(?:\$(?<micro>[0-9a-z]{1,11})~(?<currency>[A-Z]{3}))?(?:@(?<lot>[0-9a-z]{1,11}):(?<account>.+))?$/;

const number = (text: string | undefined): number => Number.parseInt(text ?? '', 36);

/** A restriction, as JSON: once in each list, however many of its lots have it. */
const RESTRICTION = /^\{.*\}$/;

const fromText = (text: string, restrictions: readonly unknown[]): unknown => {
  const {
    id,
    letter,
    amount,
    expiry,
    place,
    micro,
    currency: of,
    lot,
    account,
  } = FORM.exec(text)?.groups ?? {};
  return {
    id: number(id),
    class: letter === LETTERS.paid ? 'paid' : 'promo',
    ...(expiry !== undefined && { expiresAt: instant(number(expiry)) }),
    // One that is missing is no restriction, rather than none.
    ...(place !== undefined && { onlyFor: restrictions[number(place)] ?? null }),
    amount: number(amount),
    ...(micro !== undefined && { price: { micro: number(micro), currency: of } }),
    ...(lot !== undefined && { origin: { account, lot: number(lot) } }),
  };
};

/** @returns undefined for what is no JSON */
const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const fromStored = (stored: readonly (string | LotShare)[]): unknown[] => {
  const isRestriction = (one: string | LotShare) => typeof one === 'string' && RESTRICTION.test(one);
  const restrictions = stored.flatMap((one) =>
    typeof one === 'string' && isRestriction(one) ? [jsonIn(one)] : [],
  );
  return stored
    .filter((one) => !isRestriction(one))
    .map((one) => (typeof one === 'string' ? fromText(one, restrictions) : one));
};

/** Lots as they are stored: their restrictions, and each lot as text, or, before schema 2, as a map. */
export const storedLots = z
  .array(z.union([z.string().regex(FORM), z.string().regex(RESTRICTION), lotShare]))
  .transform(fromStored)
  .pipe(z.array(lotShare));

const toText = (lot: LotShare, restrictions: readonly string[]): string | LotShare => {
  // Text has no place for these, and an entry that had them was hashed with them.
  if (lot.absorbed) return lot;
  const { id, amount, expiresAt, onlyFor: restriction, price, origin } = lot;
  const expiry = expiresAt === undefined ? '' : `.${Date.parse(expiresAt).toString(36)}`;
  const only = restriction ? `~${restrictions.indexOf(JSON.stringify(restriction)).toString(36)}` : '';
  const cost = price ? `$${price.micro.toString(36)}~${price.currency}` : '';
  const from = origin ? `@${origin.lot.toString(36)}:${origin.account}` : '';
  return `${id.toString(36)}${LETTERS[lot.class]}${amount.toString(36)}${expiry}${only}${cost}${from}`;
};

/** Lots as `storedLots` reads them. */
export const lotsToStore = (lots: readonly LotShare[]): (string | LotShare)[] => {
  const restrictions = [...new Set(lots.flatMap(({ onlyFor: one }) => (one ? JSON.stringify(one) : [])))];
  return [...restrictions, ...lots.map((lot) => toText(lot, restrictions))];
};

/** Whether code from before restrictions can't read these lots. */
export const areRestricted = (lots: readonly LotShare[]): boolean =>
  lots.some(({ onlyFor: one }) => one !== undefined);

/** Whether code from before transfers can't read these lots. */
export const haveOrigin = (lots: readonly LotShare[]): boolean =>
  lots.some(({ origin }) => origin !== undefined);

/** Whether code from before lots had a price can't read these. */
export const havePrice = (lots: readonly LotShare[]): boolean =>
  lots.some(({ price }) => price !== undefined);

/** More than the number of any entry. */
const LOTS_APART = 1_000_000_000_000;

/** The id of one of the lots that an entry brings in. @param place of the lot among them, from 0 */
export const lotId = (entry: number, place: number): number => entry + place * LOTS_APART;

/** The number of the entry that brought a lot in. */
export const entryOfLot = (id: number): number => id % LOTS_APART;
