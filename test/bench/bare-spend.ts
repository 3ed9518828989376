import { entryItem } from '../../shared/table/items/entry.ts';
import { accountItem } from '../../shared/table/items/account.ts';
import { operationItem } from '../../shared/table/items/operation.ts';
import assert from 'node:assert/strict';
import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { instant } from '../../shared/kernel/clock.ts';
import { operationId, sha256 } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { newSalt } from '../../shared/ledger/entry-hash.ts';
import { plan } from '../../shared/ledger/plan.ts';
import { guardedPut } from '../../shared/table/guarded.ts';
import { accountKey, entryKey, operationKey, settingsKey } from '../../shared/table/keys.ts';
import { accountOfOpenAgency, give, readAccount } from '../support/ledger.ts';

/**
 * The two calls of a spend without anything around them: the same keys read, items of the same shape written under
 * the same conditions. What they carry is made beforehand, so that only the calls are in the time.
 * @param credits that the account begins with
 * @returns a function that makes the next spend ready, which again returns the calls
 */
export const bareSpender = async (ledger: Ledger, credits: number) => {
  const { client, name } = ledger.table;
  const ref = await accountOfOpenAgency(ledger);
  await give(ledger, ref, credits);
  let before = await readAccount(ledger, ref);

  return (key: string, body: { amount: number; reference: string }) => {
    const id = operationId('op', ref, 'spend', key);
    const now = ledger.now();
    const planned = plan(before, [{ type: 'debit', kind: 'spend', ...body }], now, newSalt());
    assert(planned.ok);
    const { account, entries } = planned.value;
    const [entry] = entries;
    assert(entry);
    const { lots: _lots, previous: _previous, ...shown } = entry;
    const record = {
      id,
      at: instant(now),
      inputHash: sha256(JSON.stringify(body)),
      outcome: JSON.stringify({ id, entry: shown }),
    };
    const writes = [
      { key: operationKey(ref, id), schema: operationItem, item: record, version: 0 },
      { key: accountKey(ref), schema: accountItem, item: account, version: before.version },
      { key: entryKey(ref, entry), schema: entryItem, item: entry, version: 0 },
    ];
    const TransactItems = writes.map((guarded) => ({ Put: guardedPut(ledger.table, guarded) }));
    const Keys = [accountKey(ref), operationKey(ref, id), settingsKey(ref.agency)];
    before = { ...account, version: before.version + 1 };

    return async (): Promise<void> => {
      await client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys, ConsistentRead: true } } }));
      await client.send(new TransactWriteCommand({ TransactItems }));
    };
  };
};
