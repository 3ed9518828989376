import type { Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { MAX_LOTS } from './deposit.ts';
import { heldLots } from './held.ts';
import { kindOf } from './lots.ts';

/**
 * Shares that come in, each at the price at which the account is to have it: that of the lot that it joins. In an account with as
 * many lots as it may have, that is the newest lot from which nothing but the price tells it apart.
 */
export const atPricesOf = (account: Account, shares: readonly LotShare[]): LotShare[] => {
  const { lots } = account;
  const isFull = lots.length + heldLots(account).length >= MAX_LOTS;
  return shares.map((share) => {
    const own = lots.find(({ id }) => id === share.id);
    const home = own ?? (isFull ? lots.findLast((lot) => isAlikeButForPrice(lot, share)) : undefined);
    return home ? at(home, share) : share;
  });
};

/** Deferred revenue of one currency can't become that of another. */
const isAlikeButForPrice = (lot: LotShare, share: LotShare): boolean =>
  lot.price?.currency === share.price?.currency && kindOf(lot) === kindOf(at(lot, share));

const at = ({ price }: Pick<LotShare, 'price'>, { price: _, ...share }: LotShare): LotShare => ({
  ...share,
  ...(price && { price }),
});
