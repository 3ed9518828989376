import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { createStreamReader } from '../../infra/local/event-sources/stream-reader.ts';
import { type Change, toEventRecord } from '../../infra/local/event-sources/stream-record.ts';
import type { Key } from '../../shared/table/keys.ts';
import type { Table } from '../../shared/table/table.ts';
import { type Item, scan } from '../support/scan.ts';

/** Items of a page: the fewer, the more the load gets between two of them. */
const PAGE = 10;

/** BatchWriteItem's maximum. */
const BATCH = 25;

/** Every item of a table: what is written meanwhile is in it or not, item by item. */
export const backUp = (table: Table): Promise<Item[]> => scan(table, { Limit: PAGE });

export const restoreInto = async ({ client, name }: Table, items: readonly Item[]): Promise<void> => {
  for (let first = 0; first < items.length; first += BATCH) {
    const requests = items.slice(first, first + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [name]: requests } }));
  }
};

/** What an operator deletes by hand. */
export const remove = async ({ client, name }: Table, { pk, sk }: Key): Promise<void> => {
  await client.send(new DeleteCommand({ TableName: name, Key: { pk, sk } }));
};

/** Switches a table's stream on, and reads it from its beginning as Lambda hands it over. */
export const openStream = async ({ client, name }: Table) => {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' } as const;
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }));
  const { Table: described } = await client.send(new DescribeTableCommand({ TableName: name }));
  const arn = described?.LatestStreamArn ?? '';
  const reader = createStreamReader(inject('dynamoDbEndpoint'), arn, 'TRIM_HORIZON');
  return {
    records: async () => {
      const { signal } = new AbortController();
      const changes: Change[] = [];
      for (const shard of await reader.shards()) {
        let after: string | undefined;
        for (;;) {
          const read = await reader.read(shard, after, 100, signal);
          if (read.length === 0) break;
          changes.push(...read);
          after = read.at(-1)?.sequenceNumber;
        }
      }
      return changes.map((change) => toEventRecord(change, arn));
    },
    close: reader.close,
  };
};
