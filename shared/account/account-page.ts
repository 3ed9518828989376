import { balanceAt } from '../ledger/account.ts';
import { restrictedIn } from '../ledger/restricted.ts';
import type { Account } from '../table/items/account.ts';
import type { Settings } from '../table/items/settings.ts';
import { stateOf, whyNotBuy, whyNotSend, whyNotSpend } from './availability.ts';
import { expiringSoon, whyNotShown } from './widget.ts';

/**
 * What an account comes to, for its customer and for the agency: all in credits, with every reason why something is
 * not to be had.
 * @param now milliseconds since the epoch
 */
export const accountPage = (settings: Settings, account: Account, now: number) => {
  const current = balanceAt(account, now);
  const { balance, available, held, debt, lots } = current;
  return {
    account: account.account,
    balance,
    available,
    held,
    debt,
    restricted: restrictedIn(current),
    creditLimit: account.creditLimit ?? 0,
    state: stateOf(settings, current),
    expiring: lots.flatMap(({ expiresAt, amount, class: lotClass, onlyFor }) =>
      expiresAt === undefined
        ? []
        : [{ credits: amount, class: lotClass, expiresAt, ...(onlyFor && { onlyFor }) }],
    ),
    expiringSoon: expiringSoon(settings, current, now),
    lastCredited: account.lastIn ? { at: account.lastIn.at, credits: account.lastIn.amount } : null,
    lots,
    heldLots: current.heldLots,
    whyNot: {
      seeWidget: whyNotShown(settings, current),
      buyCredits: whyNotBuy(settings),
      spendCredits: whyNotSpend(settings, current),
      sendCredits: whyNotSend(settings, current),
    },
  };
};
