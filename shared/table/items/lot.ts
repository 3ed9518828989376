import * as z from 'zod';
import { instant, instantSchema } from '../../kernel/clock.ts';
import { accountId } from '../../kernel/ids.ts';

export const lotClass = z.enum(['paid', 'promo']).meta({ id: 'LotClass' });

/**
 * A part of a lot, at rest or on its way in or out. `id` is the number of the entry that brought the lot in; of several
 * lots of one entry, it differs (`lotId`).
 */
export const lotShare = z.object({
  id: z.int().min(1),
  class: lotClass,
  /** From this instant on the credits can not be spent. */
  expiresAt: instantSchema.exactOptional(),
  amount: z.int().min(1),
  /** Of credits that were transferred: the account that they came to first, and the lot that they were there. */
  origin: z.object({ account: accountId, lot: z.int().min(1) }).exactOptional(),
  /** Lots that became one with this, in items of schema 1. Since then each has an item of its own (`absorbedItem`). */
  absorbed: z.array(z.int().min(1)).exactOptional(),
});

export type LotShare = z.infer<typeof lotShare>;

const LETTERS = { paid: 'P', promo: 'F' } as const satisfies Record<LotShare['class'], string>;

/**
 * Id, class, amount, the expiry in milliseconds since the epoch, and the origin, numbers in base 36: `1aP2s.mx3224ld@5:bob`.
 * A fifth of the bytes of a map, so that 30 lots leave the account below 1 KB.
 */
const FORM =
  /^(?<id>[0-9a-z]{1,11})(?<letter>[PF])(?<amount>[0-9a-z]{1,11})(?:\.(?<expiry>-?[0-9a-z]{1,10}))?(?:@(?<lot>[0-9a-z]{1,11}):(?<account>.+))?$/;

const number = (text: string | undefined): number => Number.parseInt(text ?? '', 36);

const fromText = (text: string): unknown => {
  const { id, letter, amount, expiry, lot, account } = FORM.exec(text)?.groups ?? {};
  return {
    id: number(id),
    class: letter === LETTERS.paid ? 'paid' : 'promo',
    ...(expiry !== undefined && { expiresAt: instant(number(expiry)) }),
    amount: number(amount),
    ...(lot !== undefined && { origin: { account, lot: number(lot) } }),
  };
};

/** A lot as it is stored: as text, or, before schema 2, as a map. */
export const storedLot = z.union([z.string().regex(FORM).transform(fromText).pipe(lotShare), lotShare]);

const toText = (lot: LotShare): string | LotShare => {
  // Text has no place for these, and an entry that had them was hashed with them.
  if (lot.absorbed) return lot;
  const { id, amount, expiresAt, origin } = lot;
  const expiry = expiresAt === undefined ? '' : `.${Date.parse(expiresAt).toString(36)}`;
  const from = origin ? `@${origin.lot.toString(36)}:${origin.account}` : '';
  return `${id.toString(36)}${LETTERS[lot.class]}${amount.toString(36)}${expiry}${from}`;
};

/** Lots as `storedLot` reads them. */
export const lotsToStore = (lots: readonly LotShare[]): (string | LotShare)[] => lots.map(toText);

/** Whether code from before transfers can't read these lots. */
export const haveOrigin = (lots: readonly LotShare[]): boolean =>
  lots.some(({ origin }) => origin !== undefined);

/** More than the number of any entry. */
const LOTS_APART = 1_000_000_000_000;

/** The id of one of the lots that an entry brings in. @param place of the lot among them, from 0 */
export const lotId = (entry: number, place: number): number => entry + place * LOTS_APART;

/** The number of the entry that brought a lot in. */
export const entryOfLot = (id: number): number => id % LOTS_APART;
