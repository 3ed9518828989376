import { settingsFrom } from '../agency/settings.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { balanceAt, emptyAccount, readableAccount, type AccountBalance } from '../ledger/account.ts';
import type { Settings } from '../table/items/settings.ts';
import { accountKey, settingsKey, type Key } from '../table/keys.ts';
import type { Read } from '../table/read.ts';
import { buyerOf, type Buyer } from './price.ts';

/** Who looks at what is for sale, with which credits, and when (milliseconds since the epoch). */
export type Visit = { settings: Settings; buyer: Buyer; current: AccountBalance; now: number };

export const visitKeys = (ref: AccountRef): Key[] => [accountKey(ref), settingsKey(ref.agency)];

/**
 * What is for sale is shown to everybody: an account that can't be read counts as empty here, and buys nothing.
 * @returns undefined for an agency that has not begun
 */
export const visitFrom = (read: Read, customer: Buyer, now: number): Visit | undefined => {
  const settings = settingsFrom(read, customer.agency);
  const account = readableAccount(customer, read(accountKey(customer)), 'thrown') ?? emptyAccount(customer);
  const current = balanceAt(account, now);
  return settings && { settings, buyer: buyerOf(settings, customer), current, now };
};
