import { err, ok, type Result } from '../kernel/result.ts';
import type { Account } from '../table/items/account.ts';
import type { Entry } from '../table/items/entry.ts';
import type { LotShare } from '../table/items/lot.ts';
import type { Refusal } from './command.ts';
import { heldLots } from './held.ts';
import { draw, total } from './lots.ts';
import { isRestricted } from './purpose.ts';

/** A debt is paid first, with the shares that may, none of them restricted; the rest is kept for the lots. */
export const payDebt = (
  account: Account,
  shares: readonly LotShare[],
  paysDebt: (share: LotShare) => boolean,
): Result<{ kept: LotShare[]; entry: Pick<Entry, 'amount' | 'lots' | 'debt'> }, Refusal> => {
  const amount = total(shares);
  if (!Number.isSafeInteger(total(account.lots) + total(heldLots(account)) + amount))
    return err({ code: 'balance_limit' });
  const { left: kept, missing: owed } = draw(
    shares,
    account.debt,
    (share) => !isRestricted(share) && paysDebt(share),
  );
  const paid = account.debt - owed;
  return ok({ kept, entry: { amount, lots: kept, ...(paid > 0 && { debt: paid }) } });
};
