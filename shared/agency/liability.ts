import { addCredits } from '../kernel/amount.ts';
import { instant } from '../kernel/clock.ts';
import { randomId, type AgencyId } from '../kernel/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { total } from '../ledger/lots.ts';
import { run, type Done } from '../ledger/run.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Account } from '../table/items/account.ts';
import { countedItem, liabilityItem, type Counted, type Liability } from '../table/items/liability.ts';
import { countedKey, liabilityKey } from '../table/keys.ts';
import { readOne, type Read } from '../table/read.ts';
import { decode, type Table } from '../table/table.ts';

/** A transaction takes 100 items: the total, and these. */
const MAX_ACCOUNTS = 99;

/** There was no turn before the deadline: of the last part of the accounts nothing was counted. */
export class LiabilityBusyError extends Error {
  override readonly name = 'LiabilityBusyError';
}

/** What an agency owes all its customers together, in credits; without `at` as long as nothing has moved. */
export const readLiability = async (
  table: Table,
  agency: AgencyId,
): Promise<Omit<Liability, 'at'> & { at?: Liability['at'] }> => {
  const { at: _never, ...none } = emptyTotal(agency);
  return (await readOne(table, liabilityKey(agency), liabilityItem)) ?? none;
};

/**
 * Counts accounts, all of one agency, into what it owes its customers. An account is counted by the difference to how
 * it was counted before, and only if it is newer: so repetitions and late news change nothing, and what was missed comes
 * in with the account's next change, or with the audit. What an account counted for in a total that was deleted counts
 * for nothing in the one after it. Throws LiabilityBusyError.
 * @returns how many accounts had not been counted as they are
 */
export const countAccounts = async (
  ledger: Ledger,
  agency: AgencyId,
  accounts: readonly Account[],
): Promise<number> => {
  const newest = [...newestOf(accounts).values()];
  let changed = 0;
  for (let first = 0; first < newest.length; first += MAX_ACCOUNTS) {
    const some = newest.slice(first, first + MAX_ACCOUNTS);
    changed += outcomeOf(agency, await countTogether(ledger, agency, some));
  }
  return changed;
};

/** @returns what was done; throws LiabilityBusyError where nothing was */
export const outcomeOf = <Outcome>(agency: AgencyId, done: Result<Done<Outcome>, unknown>): Outcome => {
  if (!done.ok) throw new LiabilityBusyError(agency);
  return done.value.outcome;
};

const newestOf = (accounts: readonly Account[]): Map<string, Account> => {
  const newest = new Map<string, Account>();
  for (const account of accounts) {
    if (account.version > (newest.get(account.account)?.version ?? 0)) newest.set(account.account, account);
  }
  return newest;
};

const countTogether = (ledger: Ledger, agency: AgencyId, accounts: readonly Account[]) =>
  run<number, never>(ledger, {
    keys: [liabilityKey(agency), ...accounts.map(countedKey)],
    decide: (read, now) => {
      const known = decode(liabilityItem, read(liabilityKey(agency))) ?? emptyTotal(agency);
      const due = accounts.flatMap((account) => dueOf(account, read, known));
      const outcome = due.length;
      if (outcome === 0) return ok({ conclude: () => ({ outcome }) });
      const start = { ...known, at: instant(now) };
      const sum = due.reduce((so, { before, after }) => plus(so, before, after), start);
      const writes = [
        { key: liabilityKey(agency), schema: liabilityItem, item: sum, version: known.version },
        ...due.map(({ key, after }) => ({ key, schema: countedItem, item: after, version: after.version })),
      ];
      return ok({ conclude: () => ({ outcome, writes }) });
    },
  });

/** How an account is to be counted; nothing where it was counted as it is, or as it came to be later. */
const dueOf = (account: Account, read: Read, known: Liability) => {
  const key = countedKey(account);
  const last = decode(countedItem, read(key));
  const before = last?.into === known.id ? last : undefined;
  const isNews = before ? account.version > before.of : account.version >= (last?.of ?? 0);
  return isNews ? [{ key, before, after: countedAs(account, last, known) }] : [];
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

/** A total into which nobody has been counted. */
export const emptyTotal = (agency: AgencyId): Liability => ({
  agency,
  id: randomId('sum'),
  version: 0,
  paid: 0,
  promo: 0,
  debt: 0,
  accounts: 0,
  at: instant(0),
});
