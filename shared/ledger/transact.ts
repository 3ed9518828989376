import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isRetryable } from '../kernel/retryable.ts';
import { guardedPut, guardedWrite, type Guarded, type Removal } from '../table/guarded.ts';
import type { Table } from '../table/table.ts';

/** What became of one attempt to write. */
export type Written =
  | { code: 'written' }
  /** Another write changed one of the items first: its index in the list, and the item as it is stored now. */
  | { code: 'conflict'; write: number; item: Record<string, unknown> | undefined }
  /** DynamoDB can't say now. The write may have happened: then the guards of the next attempt fail. */
  | { code: 'unknown' };

/**
 * Writes all of these or none, each only if its item is still as it was read. A single put needs no transaction, which
 * would cost twice as much.
 */
export const transact = async (table: Table, writes: readonly (Guarded | Removal)[]): Promise<Written> => {
  const [only] = writes;
  if (only === undefined) return { code: 'written' };
  try {
    if (writes.length === 1 && 'item' in only)
      await table.client.send(new PutCommand(guardedPut(table, only)));
    else {
      const TransactItems = writes.map((write) => guardedWrite(table, write));
      await table.client.send(new TransactWriteCommand({ TransactItems }));
    }
    return { code: 'written' };
  } catch (error) {
    if (error instanceof TransactionCanceledException) return cancelled(error);
    if (error instanceof ConditionalCheckFailedException)
      return { code: 'conflict', write: 0, item: error.Item && unmarshall(error.Item) };
    if (isRetryable(error)) return { code: 'unknown' };
    throw error;
  }
};

const cancelled = (error: TransactionCanceledException): Written => {
  const reasons = error.CancellationReasons ?? [];
  const lost = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  if (lost === -1) {
    if (reasons.every((reason) => reason.Code === 'None' || isRetryable({ name: reason.Code })))
      return { code: 'unknown' };
    throw error;
  }
  return { code: 'conflict', write: lost, item: reasons[lost]?.Item && unmarshall(reasons[lost].Item) };
};
