import type { AddedCreditsInput, Lot } from '@scrip/client';
import { areAlike } from '../../restricted/things.ts';

/** Credits that an adjustment added. */
export type Added = Pick<AddedCreditsInput, 'amount' | 'class' | 'expiresAt' | 'onlyFor'>;

const isAlike = (lot: Lot, { class: lotClass, expiresAt }: Added): boolean =>
  lot.class === lotClass &&
  (lot.expiresAt === undefined || expiresAt === undefined
    ? lot.expiresAt === expiresAt
    : Date.parse(lot.expiresAt) === Date.parse(expiresAt));

/**
 * Whether a removal would take credits of the class and expiry that were added. It draws on the lots that are restricted
 * alike, in their order, so others may come first, and those would be gone for good.
 * @param lots of the account, in the order in which they are spent
 */
export const wouldTakeBack = (lots: readonly Lot[], added: Added): boolean => {
  const drawn = lots.filter(({ onlyFor }) => areAlike(onlyFor, added.onlyFor));
  const other = drawn.findIndex((lot) => !isAlike(lot, added));
  const alike = other === -1 ? drawn : drawn.slice(0, other);
  return alike.reduce((sum, { credits }) => sum + credits, 0) >= added.amount;
};
