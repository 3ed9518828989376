import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { ofAnyNumber } from '../kernel/schema-number.ts';
import { accountItem, type Account } from '../table/items/account.ts';
import { lotId, type LotShare } from '../table/items/lot.ts';
import { accountKey, streamedKind, type Key } from '../table/keys.ts';
import { readTogether, type Read } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';
import { accountFrom } from './account.ts';
import { AccountMergedError } from './account-merged-error.ts';
import { expiryOf } from './lots.ts';

/**
 * For what begins with an account and moves no credits. Its key is among those that were read.
 * @throws AccountMergedError where it belongs to another account now
 */
export const refuseMerged = (read: Read, ref: AccountRef): undefined => {
  const account = accountFrom(ref, read(accountKey(ref)));
  const { mergedInto } = account;
  if (mergedInto !== undefined) throw new AccountMergedError({ ...account, mergedInto });
};

/** The account that one merged into, which has its credits: itself, unless it merged. No account that others merged into merges. */
export const heirIn = (read: Read, ref: AccountRef): AccountRef => ({
  agency: ref.agency,
  account: accountFrom(ref, read(accountKey(ref))).mergedInto ?? ref.account,
});

/** The same, read on its own: what a new movement or session is about. */
export const heirOf = async (table: Table, { agency, account }: AccountRef): Promise<AccountId> => {
  const ref = { agency, account };
  return heirIn(await readTogether(table, [accountKey(ref)]), ref).account;
};

/** The accounts that merged into one whose key is among those that were read. */
export const mergedIntoIn = (read: Read, { agency, account }: AccountRef): AccountRef[] => {
  const ref = { agency, account };
  const stored = read(accountKey(ref));
  // Of nearly all accounts nothing is decoded here.
  if (stored?.['mergedFrom'] === undefined) return [];
  const { mergedFrom = [] } = accountFrom(ref, stored);
  return mergedFrom.map((old) => ({ agency, account: old }));
};

/** The same, read on its own. */
export const mergedInto = async (table: Table, ref: AccountRef): Promise<AccountRef[]> =>
  mergedIntoIn(await readTogether(table, [accountKey(ref)]), ref);

/** An account, as it stands with all that can be drawn through it: for one that merged, the other one's credits. */
export const standingIn = (read: Read, ref: AccountRef): Account => {
  const account = accountFrom(ref, read(accountKey(ref)));
  const heir = heirIn(read, ref);
  return account.mergedInto === undefined
    ? account
    : seenAs(account, accountFrom(heir, read(accountKey(heir)))).account;
};

/** The same, read on its own. */
export const readStanding = async (table: Table, ref: AccountRef): Promise<Account> => {
  const own = accountKey(ref);
  const read = await readTogether(table, [own]);
  const heir = heirKeyOf(read, ref);
  if (!heir) return accountFrom(ref, read(own));
  const readHeir = await readTogether(table, [heir]);
  return standingIn((key) => readHeir(key) ?? read(key), ref);
};

const heirKeyOf = (read: Read, ref: AccountRef): Key | undefined => {
  const heir = heirIn(read, ref);
  return heir.account === ref.account ? undefined : accountKey(heir);
};

const marked = ofAnyNumber(accountItem.pick({ agency: true, mergedInto: true }));

/** The accounts that have the credits of those that were read and had merged. */
export const heirKeys = (read: Read, keys: Iterable<Key>): Key[] =>
  [...keys].flatMap((key) => {
    // Nearly no account has merged: nothing is decoded for those.
    if (read(key)?.['mergedInto'] === undefined || streamedKind(key) !== 'account') return [];
    const { agency, mergedInto: into } = decode(marked, read(key)) ?? {};
    return agency === undefined || into === undefined ? [] : accountKey({ agency, account: into });
  });

/** What a merged account would be with the credits of the account that it merged into, and which lot there each of its lots is. */
export type Seen = { account: Account; lots: ReadonlyMap<string, LotShare> };

export const nameOf = (lot: LotShare): string => `${lot.id} ${expiryOf(lot)}`;

/** An account's lots under the ids that they have, or would have, in an account that merged into it. */
export const seenAs = (old: Account, heir: Account): Seen => {
  const found = new Map<string, LotShare>();
  let foreign = 0;
  const seen = (lot: LotShare): LotShare => {
    const { origin = { account: heir.account, lot: lot.id }, ...share } = lot;
    const own = origin.account === old.account ? { ...share, id: origin.lot } : undefined;
    const shown = own ?? { ...share, origin, id: lotId(old.entries + 1, foreign) };
    if (!own) foreign += 1;
    found.set(nameOf(shown), lot);
    return shown;
  };
  const { usageDebt: _, creditLimit: _limit, holds: _holds, ...rest } = old;
  const { balance, debt, usageDebt, creditLimit, lots, holds } = heir;
  const account = {
    ...rest,
    balance,
    debt,
    ...(usageDebt !== undefined && { usageDebt }),
    ...(creditLimit !== undefined && { creditLimit }),
    lots: lots.map(seen),
    ...(holds && { holds: holds.map((hold) => ({ ...hold, lots: hold.lots.map(seen) })) }),
  };
  return { account, lots: found };
};
