import assert from 'node:assert/strict';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { emptyAccount } from '../../shared/ledger/account.ts';
import type { Command } from '../../shared/ledger/command.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { guardedPut, type Guarded } from '../../shared/table/guarded.ts';
import { accountKey, entryKey } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';

/** What a BatchWrite takes. */
const BATCH = 25;
const IN_FLIGHT = 8;
const MINUTE = 60_000;

const write = async (table: Table, items: readonly Guarded[]): Promise<void> => {
  const requests = items.map((guarded) => ({ PutRequest: { Item: guardedPut(table, guarded).Item } }));
  const { UnprocessedItems = {} } = await table.client.send(
    new BatchWriteCommand({ RequestItems: { [table.name]: requests } }),
  );
  assert.deepEqual(UnprocessedItems, {});
};

/**
 * Gives a new account its history, a credit and then debits: planned as every movement is, but written without
 * guards, many batches at once. That takes seconds where transactions would take minutes.
 * @param count of entries, a multiple of 25
 */
export const writeHistory = async ({ table }: Ledger, ref: AccountRef, count: number): Promise<void> => {
  const begin = Date.now() - count * MINUTE;
  const pending = new Set<Promise<void>>();
  let account = emptyAccount(ref);
  while (account.entries < count) {
    const commands = Array.from({ length: BATCH }, (_, place): Command => {
      const said = { kind: 'spend', reference: `order-${account.entries + place}` } as const;
      return account.entries + place === 0
        ? { ...said, type: 'credit', kind: 'checkout', amount: 10 * count, class: 'paid' }
        : { ...said, type: 'debit', amount: 1 };
    });
    const planned = plan(account, commands, begin + account.entries * MINUTE);
    assert(planned.ok);
    account = planned.value.account;
    const entries = planned.value.entries.map((entry) => ({
      key: entryKey(ref, entry),
      item: entry,
      version: 0,
    }));
    const written = write(table, entries).finally(() => pending.delete(written));
    pending.add(written);
    if (pending.size === IN_FLIGHT) await Promise.race(pending);
  }
  await Promise.all(pending);
  await write(table, [{ key: accountKey(ref), item: account, version: 0 }]);
};
