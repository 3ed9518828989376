import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { correlation } from '../kernel/correlation.ts';
import { numberOf } from '../kernel/schema-number.ts';
import type { Key, ListKey } from './keys.ts';
import { readTogether } from './read.ts';
import type { Table } from './table.ts';
import { withUnknownFields } from './unknown-fields.ts';

/** A write that happens only if the item is still as it was read. */
export type Guarded = {
  key: Key;
  list?: ListKey | undefined;
  /** The item's schema. The write keeps fields of the stored item that the schema does not know. */
  schema: z.ZodType;
  /** The number to write, where code that knows no more than it can read the item. Without it, the schema's. */
  number?: number;
  /** What to store; its version becomes the one below plus one. */
  item: object;
  /** The version as read; 0 where there was no item. */
  version: number;
  /** Whether the item does without the correlation id of what writes it. */
  uncorrelated?: true;
};

/** The end of an item, only if it is still as it was read. */
export type Removal = { key: Key; version: number; remove: true };

/** @param version as read, so that there is an item */
export const removal = (key: Key, version: number): Removal => ({ key, version, remove: true });

const guard = (version: number) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':read': version },
      };

/**
 * The Put that carries the guard and the correlation id of what writes it, unless the item keeps its first one. An item
 * without a number is of schema 1.
 */
export const guardedPut = (
  { name }: Table,
  { key, list, schema, number = numberOf(schema), item, version, uncorrelated }: Guarded,
) => ({
  TableName: name,
  Item: {
    ...(!uncorrelated && correlation()),
    ...item,
    ...key,
    ...list,
    version: version + 1,
    ...(number > 1 && { schema: number }),
  },
  ...guard(version),
});

/** One write of a transaction, with its guard. */
export const guardedWrite = (table: Table, write: Guarded | Removal) =>
  'remove' in write
    ? { Delete: { TableName: table.name, Key: write.key, ...guard(write.version) } }
    : { Put: guardedPut(table, write) };

/**
 * Writes a record that moves no credits by itself, with the fields of it that we don't know.
 * @param stored the record as the caller read it; without it, one that is there already is read first
 * @returns false where another write came first, upon which nothing has changed. Throws NewerSchemaError.
 */
export const putGuarded = async (
  table: Table,
  guarded: Guarded,
  stored?: Record<string, unknown>,
): Promise<boolean> => {
  const { key, version } = guarded;
  const known = version === 0 ? undefined : (stored ?? (await readTogether(table, [key]))(key));
  try {
    await table.client.send(new PutCommand(guardedPut(table, withUnknownFields(guarded, known))));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
