import { settingsFrom } from '../agency/settings.ts';
import type { Instant } from '../kernel/clock.ts';
import { isGiftAccount, type AccountRef, type AccountId, type AgencyId } from '../kernel/ids.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { accountFrom, balanceAt, readableAccount, type AccountBalance } from '../ledger/account.ts';
import { restrictedIn, type RestrictedCredits } from '../ledger/restricted.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { total } from '../ledger/lots.ts';
import type { Account } from '../table/items/account.ts';
import type { LotShare } from '../table/items/lot.ts';
import { accountNameItem } from '../table/items/account-name.ts';
import type { Settings } from '../table/items/settings.ts';
import { accountKey, accountsPartition, settingsKey } from '../table/keys.ts';
import { listPage, type InvalidCursor, type Page, type PageRequest } from '../table/list.ts';
import { readTogether } from '../table/read.ts';
import { accountPage } from './account-page.ts';
import { stateOf } from './availability.ts';

type NotFound = { code: 'not_found' };

/** How long an account's history is, and when it last went on. */
type HistoryEnd = { entries: number; lastEntryAt: Instant | undefined };

/** An account in a list; all in credits. */
export type AccountSummary = Pick<AccountBalance, 'balance' | 'available' | 'held' | 'debt'> &
  HistoryEnd & {
    account: AccountId;
    restricted: RestrictedCredits[];
    state: ReturnType<typeof stateOf>;
  };

/** With the settings, as many as one BatchGet takes. */
const MAX_ACCOUNTS = 99;

/** A page of an agency's accounts, by name, without those in which gifts wait. */
export const listAccounts = async (
  { table, now }: Ledger,
  agency: AgencyId,
  { limit, cursor }: PageRequest,
): Promise<Result<Page<AccountSummary>, InvalidCursor | NotFound>> => {
  const page = await listPage(table, {
    partition: accountsPartition(agency),
    item: accountNameItem,
    limit: Math.min(limit, MAX_ACCOUNTS),
    cursor,
  });
  if (!page.ok) return page;
  const refs = page.value.items.filter(({ account }) => !isGiftAccount(account));
  if (refs.length === 0) return ok({ items: [], cursor: page.value.cursor });
  const read = await readTogether(table, [settingsKey(agency), ...refs.map(accountKey)]);
  const settings = settingsFrom(read, agency);
  if (!settings) return err({ code: 'not_found' });
  const at = now();
  const items = refs.flatMap((ref) => {
    const account = readableAccount(ref, read(accountKey(ref)), 'left_out');
    return account ? [summaryOf(settings, account, at)] : [];
  });
  return ok({ items, cursor: page.value.cursor });
};

/** @param now milliseconds since the epoch: what has expired by then does not count */
const summaryOf = (settings: Settings, account: Account, now: number): AccountSummary => {
  const current = balanceAt(account, now);
  return {
    account: account.account,
    balance: current.balance,
    available: current.available,
    held: current.held,
    debt: current.debt,
    restricted: restrictedIn(current),
    state: stateOf(settings, current),
    entries: account.entries,
    lastEntryAt: account.lastEntryAt,
  };
};

/** An account's page with what only its agency sees. */
export type AccountDetails = ReturnType<typeof accountPage> &
  HistoryEnd & {
    /** Credits held, by class. */
    credits: Record<LotShare['class'], number>;
    /** The account that it merged into, and those that merged into it. */
    mergedInto: AccountId | undefined;
    mergedFrom: AccountId[];
  };

/** An account of an agency; one that has no entry yet is not found. */
export const readAccountDetails = async (
  { table, now }: Ledger,
  ref: AccountRef,
): Promise<Result<AccountDetails, NotFound>> => {
  const read = await readTogether(table, [accountKey(ref), settingsKey(ref.agency)]);
  const settings = settingsFrom(read, ref.agency);
  const account = accountFrom(ref, read(accountKey(ref)));
  if (!settings || account.version === 0) return err({ code: 'not_found' });
  const page = accountPage(settings, account, now());
  const all = [...page.lots, ...page.heldLots];
  const ofClass = (lotClass: LotShare['class']) => total(all.filter((lot) => lot.class === lotClass));
  return ok({
    ...page,
    entries: account.entries,
    lastEntryAt: account.lastEntryAt,
    mergedInto: account.mergedInto,
    mergedFrom: account.mergedFrom ?? [],
    credits: { paid: ofClass('paid'), promo: ofClass('promo') },
  });
};
