import { settingsFrom } from '../agency/settings.ts';
import { instant } from '../kernel/clock.ts';
import { addDays, cut, dayAt, DEFAULT_ZONE, startOfDay, type Grain, type Period } from '../kernel/days.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom } from '../ledger/account.ts';
import { lastEntryBy } from '../ledger/history.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { accountKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';

/** The balance as posted at the end of each period, or by now: credits. */
export type Balances = { timeZone: string; items: (Period & { balance: number })[] };

type Asked = Period & { by: Grain };

/**
 * An account's balance over time, in days of its agency's time zone, up to today: one BatchGet, and at most one Query of one entry
 * for each period. Periods without an entry take none.
 */
export const balancesOf = async (
  ledger: Ledger,
  ref: AccountRef,
  asked: Asked,
): Promise<Result<Balances & { isKnown: boolean }, { code: 'not_found' }>> => {
  const { table, now } = ledger;
  const read = await readTogether(table, [settingsKey(ref.agency), accountKey(ref)]);
  const settings = settingsFrom(read, ref.agency);
  if (!settings) return err({ code: 'not_found' });
  const { timeZone = DEFAULT_ZONE } = settings;
  const { version, balance, lastEntryAt } = accountFrom(ref, read(accountKey(ref)));
  const today = dayAt(timeZone, now());
  const periods = cut({ from: asked.from, to: asked.to < today ? asked.to : today }, asked.by);
  const items: Balances['items'] = [];
  let last = { at: lastEntryAt, balance };
  for (const period of periods.toReversed()) {
    const end = instant(startOfDay(timeZone, addDays(period.to, 1)) - 1);
    if (last.at !== undefined && last.at > end) {
      const entry = await lastEntryBy(table, ref, end);
      last = { at: entry?.at, balance: entry?.balance ?? 0 };
    }
    items.unshift({ ...period, balance: last.balance });
  }
  return ok({ timeZone, items, isKnown: version > 0 });
};

/** The same for an agency: an account without an entry is not found. */
export const knownBalancesOf = async (
  ledger: Ledger,
  ref: AccountRef,
  asked: Asked,
): Promise<Result<Balances, { code: 'not_found' }>> => {
  const found = await balancesOf(ledger, ref, asked);
  return found.ok && !found.value.isKnown ? err({ code: 'not_found' }) : found;
};
