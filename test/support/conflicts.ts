import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/**
 * Lets some of a ledger's transactions fail as DynamoDB's do where two touch one item at once, which the local engine never
 * answers: before they are written, or with their answer lost after it.
 * @param share of the transactions, 0 to 1
 */
export const withConflicts = (ledger: Ledger, share: number, note: () => void): Ledger => {
  ledger.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'TransactWriteItemsCommand' || Math.random() >= share) return await next(args);
        note();
        if (Math.random() < 0.3) await next(args);
        throw new TransactionCanceledException({
          message: 'conflict',
          $metadata: {},
          CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
        });
      },
    { step: 'initialize', name: 'conflicts' },
  );
  return ledger;
};
