import type { Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { heldLots } from './held.ts';
import { restrictionOf } from './purpose.ts';

/** Different restrictions of the credits of one account: all of them are in its item, which every movement writes. */
export const MAX_RESTRICTIONS = 20;

/** UTF-8 bytes of all of them as text: more than any one has. */
export const MAX_RESTRICTION_BYTES = 14_000;

/**
 * Shares as an account takes them. Where it has as many restrictions as it may, those with another one may be spent on
 * anything: credits that come back must not be lost.
 */
export const fitted = (account: Account, shares: readonly LotShare[]): LotShare[] => {
  if (!shares.some(({ onlyFor }) => onlyFor)) return [...shares];
  const known = new Set([...account.lots, ...heldLots(account)].map(restrictionOf));
  known.delete('');
  return shares.map((share) => {
    const { onlyFor: _, ...unrestricted } = share;
    const more = new Set([...known, restrictionOf(share)]);
    const doesFit =
      more.size <= MAX_RESTRICTIONS && Buffer.byteLength([...more].join('')) <= MAX_RESTRICTION_BYTES;
    if (!share.onlyFor || !(known.has(restrictionOf(share)) || doesFit)) return unrestricted;
    known.add(restrictionOf(share));
    return share;
  });
};
