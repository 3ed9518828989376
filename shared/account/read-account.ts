import { settingsFrom } from '../agency/settings.ts';
import type { AccountRef } from '../kernel/ids.ts';
import { accountFrom } from '../ledger/account.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Account } from '../table/items/account.ts';
import type { Settings } from '../table/items/settings.ts';
import { accountKey, settingsKey } from '../table/keys.ts';
import { readTogether } from '../table/read.ts';

/** An account and its agency's settings: one BatchGet. @returns undefined for an agency that has not begun */
export const readAccount = async (
  { table }: Ledger,
  ref: AccountRef,
): Promise<{ account: Account; settings: Settings } | undefined> => {
  const read = await readTogether(table, [accountKey(ref), settingsKey(ref.agency)]);
  const settings = settingsFrom(read, ref.agency);
  return settings && { settings, account: accountFrom(ref, read(accountKey(ref))) };
};
