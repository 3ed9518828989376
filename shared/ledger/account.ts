import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { accountItem, type Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { decode, decodeListed } from '../table/table.ts';
import { withoutAbsorbed } from './absorbed.ts';
import { isExpired, total } from './lots.ts';

/** An account begins with its first use, as empty. */
export const emptyAccount = ({ agency, account }: AccountRef): Account => ({
  agency,
  account,
  version: 0,
  balance: 0,
  debt: 0,
  lots: [],
  entries: 0,
});

/** @param item as the table holds it, or undefined before the account's first use */
export const accountFrom = (ref: AccountRef, item: Record<string, unknown> | undefined): Account =>
  withoutAbsorbed(decode(accountItem, item) ?? emptyAccount(ref));

/** The same for a list or a page, which an account that can't be read must not close. @returns undefined for one of these */
export const readableAccount = (
  ref: AccountRef,
  item: Record<string, unknown> | undefined,
  newer: 'left_out' | 'thrown',
): Account | undefined => {
  const account = item ? decodeListed(accountItem, item, newer) : emptyAccount(ref);
  return account && withoutAbsorbed(account);
};

/** What an account amounts to at a point in time, whether or not its expired lots have been posted. */
export type AccountBalance = { balance: number; available: number; debt: number; lots: LotShare[] };

/** @param now milliseconds since the epoch */
export const balanceAt = (account: Account, now: number): AccountBalance => {
  const at: Instant = instant(now);
  const lots = account.lots.filter((lot) => !isExpired(lot, at));
  const credits = total(lots);
  return {
    balance: credits - account.debt,
    available: account.debt > 0 ? 0 : credits,
    debt: account.debt,
    lots,
  };
};
