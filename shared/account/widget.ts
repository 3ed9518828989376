import type { AccountBalance } from '../ledger/account.ts';
import { total } from '../ledger/lots.ts';
import { isRestricted } from '../ledger/purpose.ts';
import type { Settings } from '../table/items/settings.ts';
import { DAY_MS } from '../kernel/durations.ts';

/** @returns why the customer does not see the balance widget; nothing where they do */
export const whyNotShown = (
  { balanceWidget }: Settings,
  { available, debt }: AccountBalance,
): ('widget_hidden' | 'no_credits_yet')[] => {
  if (balanceWidget === 'hidden') return ['widget_hidden'];
  return balanceWidget === 'with_credits' && available === 0 && debt === 0 ? ['no_credits_yet'] : [];
};

/**
 * @param now milliseconds since the epoch
 * @returns how many credits expire within the days that the agency calls soon, and how many of them are restricted
 */
export const expiringSoon = (
  { expiringSoonDays: days }: Settings,
  { lots }: AccountBalance,
  now: number,
): { credits: number; restricted: number; days: number } => {
  const soon = new Date(now + days * DAY_MS).toISOString();
  const due = lots.filter(({ expiresAt }) => expiresAt !== undefined && expiresAt <= soon);
  return { credits: total(due), restricted: total(due.filter(isRestricted)), days };
};
