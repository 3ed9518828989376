import * as z from 'zod';
import { addCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import { randomId, type AccountRef } from '../kernel/ids.ts';
import type { Account } from '../table/items/account.ts';
import { countedItem, liabilityItem, type Counted, type Liability } from '../table/items/liability.ts';
import { countedKey, liabilityKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { writeTogether } from '../ledger/commit.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { total } from '../ledger/lots.ts';
import { withinDeadline } from '../ledger/pause.ts';

/** A transaction takes 100 items: the total, and these. */
const ACCOUNTS_AT_ONCE = 99;

/** No turn was to be had before the deadline; nothing was counted of the last part. */
export class LiabilityBusyError extends Error {
  override readonly name = 'LiabilityBusyError';
}

/**
 * Counts accounts, all of one agency, into what it owes its customers. An account is counted by the difference to how
 * it was counted before, and only if it is newer: so repetitions and late news change nothing, and what was missed comes
 * in with the account's next change, or with the audit. What an account counted for in a total that was deleted counts
 * for nothing in the one after it. Throws LiabilityBusyError.
 * @returns how many accounts had not been counted as they are
 */
export const countAccounts = async (
  ledger: Ledger,
  agency: string,
  accounts: readonly Account[],
): Promise<number> => {
  const newest = [...newestOf(accounts).values()];
  let changed = 0;
  for (let first = 0; first < newest.length; first += ACCOUNTS_AT_ONCE) {
    changed += await countTogether(ledger, agency, newest.slice(first, first + ACCOUNTS_AT_ONCE));
  }
  return changed;
};

/**
 * Where an agency's total can't be read, or how one of these accounts was counted into it, puts an empty one in its
 * place, guarded as every write: whoever is counted from then on counts into that one. An item that has lost even its
 * version can't be guarded: it has to be deleted by hand. Throws LiabilityBusyError, and ZodError on such an item.
 * @returns whether there was anything to put right
 */
export const beginTotalAnew = async (
  ledger: Ledger,
  agency: string,
  accounts: readonly AccountRef[],
): Promise<boolean> => {
  const key = liabilityKey(agency);
  const isBegun = await withinDeadline(ledger, async ({ table }) => {
    const read = await readTogether(table, [key, ...accounts.map(countedKey)]);
    const damaged = accounts
      .map(countedKey)
      .filter((at) => !countedItem.optional().safeParse(read(at)).success);
    const isWhole = damaged.length === 0 && liabilityItem.optional().safeParse(read(key)).success;
    if (isWhole) return false;
    const outcome = await writeTogether(ledger, [
      { key, item: nothing(agency), version: versionOf(read(key)) },
      ...damaged.map((at) => ({ key: at, item: neverCounted, version: versionOf(read(at)) })),
    ]);
    return outcome.code === 'written' ? true : undefined;
  });
  if (isBegun === undefined) throw new LiabilityBusyError(agency);
  return isBegun;
};

const versionOf = (item: Record<string, unknown> | undefined): number =>
  item === undefined ? 0 : z.object({ version: z.int().min(1) }).parse(item).version;

/** Into no total that there is. */
const neverCounted = { of: 0, into: 'none', paid: 0, promo: 0, debt: 0 };

const newestOf = (accounts: readonly Account[]): Map<string, Account> => {
  const newest = new Map<string, Account>();
  for (const account of accounts) {
    if (account.version > (newest.get(account.account)?.version ?? 0)) newest.set(account.account, account);
  }
  return newest;
};

const countTogether = async (
  ledger: Ledger,
  agency: string,
  accounts: readonly Account[],
): Promise<number> => {
  const counted = await withinDeadline(ledger, (left) => countOnce(left, agency, accounts));
  if (counted === undefined) throw new LiabilityBusyError(agency);
  return counted;
};

/** @returns undefined where somebody else counted at the same time */
const countOnce = async (
  ledger: Ledger,
  agency: string,
  accounts: readonly Account[],
): Promise<number | undefined> => {
  const read = await readTogether(ledger.table, [liabilityKey(agency), ...accounts.map(countedKey)]);
  const known = decode(liabilityItem, read(liabilityKey(agency))) ?? nothing(agency);
  const due = accounts.flatMap((account) => {
    const last = decode(countedItem, read(countedKey(account)));
    const before = last?.into === known.id ? last : undefined;
    const isNews = before ? account.version > before.of : account.version >= (last?.of ?? 0);
    return isNews ? [{ account, before, after: countedAs(account, last, known) }] : [];
  });
  if (due.length === 0) return 0;
  const at = instant(ledger.now());
  const sum = due.reduce((so, { before, after }) => plus(so, before, after), { ...known, at });
  // The total comes first: it is the one that others write at the same time.
  const outcome = await writeTogether(ledger, [
    { key: liabilityKey(agency), item: sum, version: known.version },
    ...due.map(({ account, after }) => ({ key: countedKey(account), item: after, version: after.version })),
  ]);
  return outcome.code === 'written' ? due.length : undefined;
};

const countedAs = (
  { version, lots, debt }: Account,
  last: Counted | undefined,
  { id: into }: Liability,
): Counted => ({
  version: last?.version ?? 0,
  of: version,
  into,
  paid: total(lots.filter((lot) => lot.class === 'paid')),
  promo: total(lots.filter((lot) => lot.class === 'promo')),
  debt,
});

const plus = (sum: Liability, before: Counted | undefined, after: Counted): Liability => ({
  ...sum,
  paid: addCredits(sum.paid, after.paid - (before?.paid ?? 0)),
  promo: addCredits(sum.promo, after.promo - (before?.promo ?? 0)),
  debt: addCredits(sum.debt, after.debt - (before?.debt ?? 0)),
  accounts: sum.accounts + (before ? 0 : 1),
});

const nothing = (agency: string): Liability => ({
  agency,
  id: randomId('sum'),
  version: 0,
  paid: 0,
  promo: 0,
  debt: 0,
  accounts: 0,
  at: instant(0),
});
