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

const MAX_ROUNDS = 5;

/** What one BatchGet takes. */
export const BATCH = 100;

/**
 * Strongly consistent: one BatchGet for each hundred keys, at the same time. A key may be there twice.
 * @returns the item under each of the keys. Throws ReadThrottledError when DynamoDB keeps leaving keys unprocessed.
 */
export const readTogether = async (table: Table, keys: readonly Key[]): Promise<Read> => {
  const wanted = [...new Map(keys.map(({ pk, sk }) => [place({ pk, sk }), { pk, sk }])).values()];
  const batches = Array.from({ length: Math.ceil(wanted.length / BATCH) }, (_, batch) =>
    wanted.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const found = (await Promise.all(batches.map((batch) => readBatch(table, batch)))).flat();
  const items = new Map(found.map((item) => [place(item), item]));
  return (key) => items.get(place(key));
};

/** Reads keys, and what the items that were read lead to, until that names nothing new. */
export const readLinked = async (
  table: Table,
  keys: readonly Key[],
  linked: (read: Read) => readonly Key[],
): Promise<Read> => {
  let read = await readTogether(table, keys);
  const known = new Set(keys.map(place));
  for (;;) {
    const more = linked(read).filter((key) => !known.has(place(key)));
    if (more.length === 0) return read;
    for (const key of more) known.add(place(key));
    const [before, next] = [read, await readTogether(table, more)];
    read = (key) => next(key) ?? before(key);
  }
};

/** An item's place as one text. */
const place = ({ pk, sk }: { pk?: unknown; sk?: unknown }): string => JSON.stringify([pk, sk]);

const readBatch = async ({ client, name }: Table, keys: Item[]): Promise<Item[]> => {
  const found: Item[] = [];
  let wanted = keys;
  for (let round = 0; wanted.length > 0; round += 1) {
    if (round === MAX_ROUNDS) throw new ReadThrottledError(`${wanted.length} keys left`);
    if (round > 0) await new Promise((wake) => setTimeout(wake, 20 * 2 ** round * Math.random()));
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[name] ?? []));
    wanted = answer.UnprocessedKeys?.[name]?.Keys ?? [];
  }
  return found;
};

/** One item by itself, through its schema; undefined where there is none. */
export const readOne = async <Schema extends z.ZodType>(
  table: Table,
  key: Key,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => decode(schema, (await readTogether(table, [key]))(key));
