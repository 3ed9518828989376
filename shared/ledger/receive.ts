import type { Instant } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Account } from '../table/items/account.ts';
import { haveOrigin, lotId, type LotShare } from '../table/items/lot.ts';
import { asAbsorbed } from './absorbed.ts';
import { reasonOf, type CommandOf, type Refusal } from './command.ts';
import { deposit, MAX_LOTS } from './deposit.ts';
import { heldLots } from './held.ts';
import { expiryOf, isExpired, kindOf } from './lots.ts';
import type { Known, Move } from './move.ts';
import { payDebt } from './pay-debt.ts';
import { fitted } from './restrictions.ts';

/**
 * Lots with an origin that an account has before it receives no more: senders must not fill the account up, whose owner buys
 * credits and pays for the size of its item.
 */
export const MAX_RECEIVED_LOTS = 64;

export const receive = (
  account: Account,
  command: CommandOf<'receive'>,
  at: Instant,
  { merges }: Known,
): Result<Move, Refusal> => {
  const shares = arriving(account, command).map((share) =>
    share.origin ? share : asAbsorbed(share, merges),
  );
  const arrived = fitted(account, shares);
  // What expires on its way arrives as what it is, expired: it pays nothing, not even a debt.
  const paid = payDebt(account, arrived, (share) => !isExpired(share, at));
  if (!paid.ok) return paid;
  const comesBack = arrived.every(({ origin }) => !origin);
  const deposited = deposit(account.lots, paid.value.kept, at, comesBack || command.isOwn ? 'join' : 'add');
  const all = [...deposited.lots, ...heldLots(account)];
  const isTooMany =
    all.length > MAX_LOTS || all.filter((lot) => haveOrigin([lot])).length > MAX_RECEIVED_LOTS;
  if (!command.isOwn && isTooMany && !comesBack && deposited.lots.length > account.lots.length)
    return err({ code: 'lot_limit' });
  return ok({ ...deposited, entry: { ...reasonOf(command), type: 'in', ...paid.value.entry } });
};

/** The shares as this account has them: each in the lot that it came from, in one that is alike, or in a new one. */
const arriving = (account: Account, { from, lots }: CommandOf<'receive'>): LotShare[] => {
  const arrived: LotShare[] = [];
  let newLots = 0;
  for (const { origin: known, absorbed: _, ...share } of lots) {
    const origin = known ?? { account: from, lot: share.id };
    const foreign = { ...share, origin };
    const alike = [...account.lots, ...arrived].find(
      (lot) => kindOf(lot) === kindOf(foreign) && expiryOf(lot) === expiryOf(share),
    );
    if (origin.account === account.account) arrived.push({ ...share, id: origin.lot });
    else if (alike) arrived.push({ ...foreign, id: alike.id });
    else {
      arrived.push({ ...foreign, id: lotId(account.entries + 1, newLots) });
      newLots += 1;
    }
  }
  return arrived;
};
