import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import { AWS_TIMEOUTS } from '../kernel/aws-timeouts.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import { checkNumber, NewerSchemaError } from '../kernel/schema-number.ts';
import { parseTolerant } from '../kernel/tolerant.ts';

/** The one table, and the client to reach it with. */
export type Table = { client: DynamoDBDocumentClient; name: string };

/** By default the SDK takes a record that has a key `constructor` for an instance of a class, and fails. */
export const MARSHALLING = { removeUndefinedValues: true, convertClassInstanceToMap: true };

/** @param name the table's name; region, credentials and endpoint come from the SDK's own environment variables */
export const openTable = (name: string): Table => {
  const client = new DynamoDBClient({ maxAttempts: 3, ...AWS_TIMEOUTS });
  // It copies everything that is sent and answered, without secrets, for a log that nobody asked for.
  client.middlewareStack.remove('loggerMiddleware');
  return { client: DynamoDBDocumentClient.from(client, { marshallOptions: MARSHALLING }), name };
};

/** A stored item does not match its schema. */
export class CorruptItemError extends Error {
  override readonly name = 'CorruptItemError';
}

type Stored = Record<string, unknown>;

/**
 * Reads an item through its schema, which leaves the keys behind, and fields that it does not know.
 * @returns undefined where there is no item. Throws CorruptItemError on one that does not fit, and NewerSchemaError on
 * one that a newer version wrote.
 */
export const decode = <Schema extends z.ZodType>(
  schema: Schema,
  item: Stored | undefined,
): z.output<Schema> | undefined => {
  if (item === undefined) return undefined;
  const name = `${String(item['pk'])} ${String(item['sk'])}`;
  checkNumber(schema, item, name);
  const parsed = parseTolerant(schema, item);
  if (parsed.success) return parsed.data;
  throw new CorruptItemError(name, { cause: parsed.error });
};

/** @returns undefined where there is no item, and where it is damaged. Throws NewerSchemaError. */
export const readable = <Schema extends z.ZodType>(
  schema: Schema,
  item: Stored | undefined,
): z.output<Schema> | undefined => {
  try {
    return decode(schema, item);
  } catch (error) {
    if (error instanceof CorruptItemError) return undefined;
    throw error;
  }
};

/**
 * Reads an item of a list: one that can't be read must not close the list for the others.
 * @param newer what to do with an item that a newer version wrote: a caller that needs the whole list has to wait
 * @returns undefined where there is no item, and where it can't be read: then it is logged by its key, and counted
 */
export const decodeListed = <Schema extends z.ZodType>(
  schema: Schema,
  item: Stored | undefined,
  newer: 'left_out' | 'thrown' = 'left_out',
): z.output<Schema> | undefined => {
  try {
    return decode(schema, item);
  } catch (error) {
    const isLeftOut =
      error instanceof CorruptItemError || (error instanceof NewerSchemaError && newer === 'left_out');
    if (!isLeftOut) throw error;
    log.error('record unreadable', { error });
    count('RecordsUnreadable');
    return undefined;
  }
};
