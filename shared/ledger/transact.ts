import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { isRetryable } from '../kernel/retryable.ts';
import { guardedPut, guardedWrite, type Guarded, type Removal } from '../table/guarded.ts';
import type { Table } from '../table/table.ts';

/**
 * Writes all of these or none, each only if its item is still as it was read. A single put needs no transaction, which
 * would cost twice as much.
 * @returns false where another write came first, and where DynamoDB can't say now: then it may have happened, and the
 * guards of the next attempt fail
 */
export const transact = async (table: Table, writes: readonly (Guarded | Removal)[]): Promise<boolean> => {
  const [only] = writes;
  if (only === undefined) return true;
  try {
    if (writes.length === 1 && 'item' in only)
      await table.client.send(new PutCommand(guardedPut(table, only)));
    else {
      const TransactItems = writes.map((write) => guardedWrite(table, write));
      await table.client.send(new TransactWriteCommand({ TransactItems }));
    }
    return true;
  } catch (error) {
    if (isLostRace(error) || isRetryable(error)) return false;
    throw error;
  }
};

const isLostRace = (error: unknown): boolean =>
  error instanceof ConditionalCheckFailedException ||
  (error instanceof TransactionCanceledException && (error.CancellationReasons ?? []).every(isPassing));

/** Whether the reason may be gone with the next attempt. */
const isPassing = ({ Code = 'None' }: CancellationReason): boolean =>
  Code === 'None' || Code === 'ConditionalCheckFailed' || isRetryable({ name: Code });
