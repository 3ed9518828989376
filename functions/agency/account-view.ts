import { stateOf } from '../../shared/account/availability.ts';
import { balanceAt } from '../../shared/ledger/account.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Settings } from '../../shared/table/items/settings.ts';

/** @param now milliseconds since the epoch: what has expired by then counts no more */
export const accountSummary = (settings: Settings, account: Account, now: number) => {
  const current = balanceAt(account, now);
  return {
    account: account.account,
    balance: current.balance,
    available: current.available,
    debt: current.debt,
    state: stateOf(settings, current),
    entries: account.entries,
    lastEntryAt: account.lastEntryAt,
  };
};
