import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { Key } from '../../shared/table/keys.ts';

type Item = Record<string, unknown>;

/** Where all changes of these tests are said to have happened: seconds since the epoch. */
export const STREAM_TIME = 1_772_530_000;

let sequence = 0;

const image = z.custom<NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>>();

const marshalled = (item: Item) => image.parse(marshall(item, { removeUndefinedValues: true }));

/**
 * A change as Lambda is handed it.
 * @param at seconds since the epoch
 */
export const streamRecord = (
  key: Key,
  before: Item | undefined,
  after: Item | undefined,
  at = STREAM_TIME,
): DynamoDBRecord => {
  sequence += 1;
  const eventName = before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT';
  return {
    eventName,
    dynamodb: {
      ApproximateCreationDateTime: at,
      Keys: marshalled({ ...key }),
      ...(before && { OldImage: marshalled({ ...before, ...key }) }),
      ...(after && { NewImage: marshalled({ ...after, ...key }) }),
      SequenceNumber: String(sequence).padStart(12, '0'),
    },
  };
};

export const sequenceOf = ({ dynamodb }: DynamoDBRecord): string => dynamodb?.SequenceNumber ?? '';

const read = async ({ table: { client, name } }: Ledger, key: Key): Promise<Item | undefined> =>
  (await client.send(new GetCommand({ TableName: name, Key: key, ConsistentRead: true }))).Item;

/** Does something, and returns what it did to the items of these keys, as stream records: none of an item that is as it was. */
export const changesOf = async (
  ledger: Ledger,
  keys: readonly Key[],
  act: () => Promise<unknown>,
): Promise<DynamoDBRecord[]> => {
  const readAll = () => Promise.all(keys.map((key) => read(ledger, key)));
  const before = await readAll();
  await act();
  const after = await readAll();
  return keys.flatMap((key, place) =>
    isDeepStrictEqual(before[place], after[place]) ? [] : [streamRecord(key, before[place], after[place])],
  );
};

/** The same of one item, also where it is as it was. */
export const changeOf = async (
  ledger: Ledger,
  key: Key,
  act: () => Promise<unknown>,
): Promise<DynamoDBRecord> => {
  const before = await read(ledger, key);
  await act();
  return streamRecord(key, before, await read(ledger, key));
};
