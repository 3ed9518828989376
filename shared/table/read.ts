import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { Key } from './keys.ts';
import { decode, type Table } from './table.ts';

type Item = Record<string, unknown>;

/** What was read, by key; undefined where there is no item. */
export type Read = (key: Key) => Item | undefined;

/** DynamoDB gives back as unprocessed what it had no capacity for. */
export class ReadThrottledError extends Error {
  override readonly name = 'ReadThrottledError';
}

const ROUNDS = 5;

/**
 * One strongly consistent BatchGet of up to 100 items.
 * @returns what lies under each of the keys. Throws ReadThrottledError when DynamoDB keeps leaving keys unprocessed.
 */
export const readTogether = async ({ client, name }: Table, keys: readonly Key[]): Promise<Read> => {
  const found: Item[] = [];
  let wanted: Item[] = keys.map(({ pk, sk }) => ({ pk, sk }));
  for (let round = 0; wanted.length > 0; round += 1) {
    if (round === ROUNDS) throw new ReadThrottledError(`${wanted.length} keys left`);
    if (round > 0) await new Promise((wake) => setTimeout(wake, 20 * 2 ** round * Math.random()));
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[name] ?? []));
    wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return (key) => found.find((item) => item['pk'] === key.pk && item['sk'] === key.sk);
};

/** One item by itself, through its schema; undefined where there is none. */
export const readOne = async <Schema extends z.ZodType>(
  table: Table,
  key: Key,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => decode(schema, (await readTogether(table, [key]))(key));
