import * as z from 'zod';
import { instant, instantSchema } from '../../kernel/clock.ts';

export const lotClass = z.enum(['paid', 'promo']).meta({ id: 'LotClass' });

/** A part of a lot, at rest or on its way in or out. `id` is the number of the entry that brought the lot in. */
export const lotShare = z.object({
  id: z.int().min(1),
  class: lotClass,
  /** From this instant on the credits can not be spent. */
  expiresAt: instantSchema.exactOptional(),
  amount: z.int().min(1),
  /** Lots that became one with this, in items of schema 1. Since then each has an item of its own (`absorbedItem`). */
  absorbed: z.array(z.int().min(1)).exactOptional(),
});

export type LotShare = z.infer<typeof lotShare>;

const LETTERS = { paid: 'P', promo: 'F' } as const satisfies Record<LotShare['class'], string>;

/**
 * Id, class, amount, and the expiry in milliseconds since the epoch, numbers in base 36: `1aP2s.mx3224ld`. A fifth of the
 * bytes of a map, so that 30 lots leave the account below 1 KB.
 */
const FORM =
  /^(?<id>[0-9a-z]{1,11})(?<letter>[PF])(?<amount>[0-9a-z]{1,11})(?:\.(?<expiry>-?[0-9a-z]{1,10}))?$/;

const number = (text: string | undefined): number => Number.parseInt(text ?? '', 36);

const fromText = (text: string): unknown => {
  const { id, letter, amount, expiry } = FORM.exec(text)?.groups ?? {};
  return {
    id: number(id),
    class: letter === LETTERS.paid ? 'paid' : 'promo',
    ...(expiry !== undefined && { expiresAt: instant(number(expiry)) }),
    amount: number(amount),
  };
};

/** A lot as it is stored: as text, or, before schema 2, as a map. */
export const storedLot = z.union([z.string().regex(FORM).transform(fromText).pipe(lotShare), lotShare]);

const toText = (lot: LotShare): string | LotShare => {
  // Text has no place for these, and an entry that had them was hashed with them.
  if (lot.absorbed) return lot;
  const credits = `${lot.id.toString(36)}${LETTERS[lot.class]}${lot.amount.toString(36)}`;
  return lot.expiresAt === undefined ? credits : `${credits}.${Date.parse(lot.expiresAt).toString(36)}`;
};

/** Lots as `storedLot` reads them. */
export const lotsToStore = (lots: readonly LotShare[]): (string | LotShare)[] => lots.map(toText);
