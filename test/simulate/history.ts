import type { AccountRef } from '../../shared/kernel/ids.ts';
import { accountFrom } from '../../shared/ledger/account.ts';
import type { Account } from '../../shared/table/items/account.ts';
import { entryItem, type Entry } from '../../shared/table/items/entry.ts';
import { accountKey, entriesPartition } from '../../shared/table/keys.ts';
import { readTogether } from '../../shared/table/read.ts';
import type { Table } from '../../shared/table/table.ts';
import { all } from './differences-of-things.ts';

/** An account and all its entries, oldest first. */
export type History = { ref: AccountRef; account: Account; entries: readonly Entry[] };

export const historyOf = async (table: Table, ref: AccountRef): Promise<History> => {
  const key = accountKey(ref);
  const account = accountFrom(ref, (await readTogether(table, [key]))(key));
  return { ref, account, entries: await all(table, entriesPartition(ref), entryItem) };
};
