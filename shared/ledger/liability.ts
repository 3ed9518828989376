import { instant } from '../kernel/clock.ts';
import { randomId } from '../kernel/ids.ts';
import type { Account } from '../table/items/account.ts';
import { countedItem, liabilityItem, type Counted, type Liability } from '../table/items/liability.ts';
import { countedKey, liabilityKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';
import { decode } from '../table/table.ts';
import { writeTogether } from './commit.ts';
import type { Ledger } from './ledger.ts';
import { total } from './lots.ts';
import { pause } from './pause.ts';

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
  const end = performance.now() + ledger.deadline;
  for (let attempt = 0; ; attempt += 1) {
    const read = await readTogether(ledger.table, [liabilityKey(agency), ...accounts.map(countedKey)]);
    const known = decode(liabilityItem, read(liabilityKey(agency))) ?? nothing(agency);
    const due = accounts.flatMap((account) => {
      const last = decode(countedItem, read(countedKey(account)));
      const before = last?.into === known.id ? last : undefined;
      const isNews = before ? account.version > before.of : account.version >= (last?.of ?? 0);
      return isNews ? [{ account, before, after: counted(account, last, known) }] : [];
    });
    if (due.length === 0) return 0;
    const at = instant(ledger.now());
    const sum = due.reduce((so, { before, after }) => plus(so, before, after), { ...known, at });
    // The total comes first: it is the one that others write at the same time.
    const outcome = await writeTogether(ledger, [
      { key: liabilityKey(agency), item: sum, version: known.version },
      ...due.map(({ account, after }) => ({ key: countedKey(account), item: after, version: after.version })),
    ]);
    if (outcome.code === 'written') return due.length;
    if (!(await pause(attempt, end - performance.now()))) throw new LiabilityBusyError(agency);
  }
};

const counted = (
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
  paid: sum.paid - (before?.paid ?? 0) + after.paid,
  promo: sum.promo - (before?.promo ?? 0) + after.promo,
  debt: sum.debt - (before?.debt ?? 0) + after.debt,
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
