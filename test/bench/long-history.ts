import { entryItem } from '../../shared/table/items/entry.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import assert from 'node:assert/strict';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { plan } from '../../shared/ledger/plan.ts';
import type { Guarded } from '../../shared/table/guarded.ts';
import { accountKey, entryKey } from '../../shared/table/keys.ts';
import { writeInBulk } from './bulk-write.ts';
import { MINUTE_MS } from '../../shared/kernel/durations.ts';
import { SALT } from '../support/commands.ts';

/** Entries planned at a time. */
const STEP = 25;

/**
 * Gives a new account its history, a credit and then debits: planned as every movement is, but written in bulk.
 * @param count of entries, a multiple of 25
 */
export const writeHistory = async ({ table }: Ledger, ref: AccountRef, count: number): Promise<void> =>
  await writeInBulk(table, historyOf(ref, count));

const historyOf = function* (ref: AccountRef, count: number): Generator<Guarded> {
  const begin = Date.now() - count * MINUTE_MS;
  let account = emptyAccount(ref);
  while (account.entries < count) {
    const commands = Array.from({ length: STEP }, (_, place): Command => {
      const cause = { kind: 'spend', reference: `order-${account.entries + place}` } as const;
      return account.entries + place === 0
        ? { ...cause, type: 'credit', kind: 'checkout', amount: 10 * count, class: 'paid' }
        : { ...cause, type: 'debit', amount: 1 };
    });
    const planned = plan(account, commands, begin + account.entries * MINUTE_MS, SALT);
    assert(planned.ok);
    account = planned.value.account;
    for (const entry of planned.value.entries)
      yield { key: entryKey(ref, entry), schema: entryItem, item: entry, version: 0 };
  }
  yield { key: accountKey(ref), schema: accountItem, item: account, version: 0 };
};
