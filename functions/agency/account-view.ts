import { stateOf } from '../../shared/catalog/availability.ts';
import { standing } from '../../shared/ledger/account.ts';
import type { Account } from '../../shared/table/items/account.ts';
import type { Settings } from '../../shared/table/items/settings.ts';

/** @param now milliseconds since the epoch: what has expired by then counts no more */
export const accountSummary = (settings: Settings, account: Account, now: number) => {
  const stands = standing(account, now);
  return {
    account: account.account,
    balance: stands.balance,
    available: stands.available,
    debt: stands.debt,
    state: stateOf(settings, stands),
    entries: account.entries,
    lastEntryAt: account.lastEntryAt,
  };
};
