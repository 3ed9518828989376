import type { Instant } from '../kernel/clock.ts';
import type { AccountId, AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { lastEntryBy } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** A balance as it was posted at a time, and how many entries had led to it. */
export type PastBalance = { account: AccountId; at: Instant; balance: number; entries: number };

/** An account's balance (credits) as posted at a time: one Query. Before the first entry it is 0. */
export const pastBalance = async (
  { table }: Ledger,
  { agency, account }: AccountRef,
  at: Instant,
): Promise<PastBalance> => {
  const last = await lastEntryBy(table, { agency, account }, at);
  return { account, at, balance: last?.balance ?? 0, entries: last?.number ?? 0 };
};

/** The same for an agency: an account without an entry by that time is not found. */
export const knownPastBalance = async (
  ledger: Ledger,
  ref: AccountRef,
  at: Instant,
): Promise<Result<PastBalance, { code: 'not_found' }>> => {
  const past = await pastBalance(ledger, ref, at);
  return past.entries === 0 ? err({ code: 'not_found' }) : ok(past);
};
