import { instant, type Instant } from '../kernel/clock.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { accountItem, type Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { decode, decodeListed } from '../table/table.ts';
import { withoutAbsorbed, type Merges } from './absorbed.ts';
import { heldLots } from './held.ts';
import { withoutEnded } from './holds.ts';
import { isExpired, total } from './lots.ts';
import { isFor, type Purpose } from './purpose.ts';

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

/** The time of what happens to an account now: it never goes back, whatever the clock does. */
export const timeOf = ({ lastEntryAt, lastHoldAt }: Account, now: number): Instant =>
  [lastEntryAt, lastHoldAt].reduce<Instant>((at, last = at) => (last > at ? last : at), instant(now));

/** What an account amounts to at a point in time, whether or not its expired lots have been posted. */
export type AccountBalance = {
  /** All credits, those that are held included, less the debt. */
  balance: number;
  /** What can be spent on anything. */
  available: number;
  /** Credits set aside by open holds. */
  held: number;
  debt: number;
  /** Lots that are not held, in the order of drawing. */
  lots: LotShare[];
  openHolds: number;
  /** What open holds took of lots. */
  heldLots: LotShare[];
};

/**
 * @param now milliseconds since the epoch
 * @param merges without these, a share that an ended hold gives back keeps the expiry that it was held with
 */
export const balanceAt = (account: Account, now: number, merges: Merges = new Map()): AccountBalance => {
  const at: Instant = instant(now);
  const { debt } = account;
  const { lots: all, holds } = withoutEnded(account, at, merges);
  const lots = all.filter((lot) => !isExpired(lot, at));
  const free = total(lots);
  const ofHolds = heldLots({ holds });
  const held = total(ofHolds);
  return {
    balance: free + held - debt,
    available: availableFor({ debt, lots }),
    held,
    debt,
    lots,
    openHolds: holds.length,
    heldLots: ofHolds,
  };
};

/** What can be spent for a purpose: what is restricted to it, and what is for anything. */
export const availableFor = (
  { debt, lots }: Pick<AccountBalance, 'debt' | 'lots'>,
  purpose: Purpose = {},
): number => (debt > 0 ? 0 : total(lots.filter(isFor(purpose))));
