import assert from 'node:assert/strict';
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { guardedPut, type Guarded } from '../../shared/table/guarded.ts';
import type { Table } from '../../shared/table/table.ts';

/** BatchWriteItem's limit. */
const BATCH_SIZE = 25;
const MAX_PARALLEL_BATCHES = 8;

const write = async (table: Table, items: readonly Guarded[]): Promise<void> => {
  const requests = items.map((guarded) => ({ PutRequest: { Item: guardedPut(table, guarded).Item } }));
  const { UnprocessedItems = {} } = await table.client.send(
    new BatchWriteCommand({ RequestItems: { [table.name]: requests } }),
  );
  assert.deepEqual(UnprocessedItems, {});
};

/**
 * Writes items without their guards, many batches at once: what a measurement needs to lie in the table is there in
 * seconds where transactions would take minutes.
 */
export const writeInBulk = async (table: Table, items: Iterable<Guarded>): Promise<void> => {
  const pending = new Set<Promise<void>>();
  let batch: Guarded[] = [];
  const send = async (): Promise<void> => {
    const written = write(table, batch).finally(() => pending.delete(written));
    batch = [];
    pending.add(written);
    if (pending.size === MAX_PARALLEL_BATCHES) await Promise.race(pending);
  };
  for (const item of items) {
    batch.push(item);
    if (batch.length === BATCH_SIZE) await send();
  }
  if (batch.length > 0) await send();
  await Promise.all(pending);
};
