import type { Ledger } from '../../shared/ledger/ledger.ts';
import { openTestLedger } from './ledger.ts';

/** A ledger on which something happens between what an operation reads and its first transaction, every time alike. */
export const ledgerWhereMeanwhile = (happen: () => Promise<unknown>, more: Partial<Ledger> = {}): Ledger => {
  const ledger = openTestLedger(more);
  let happened = false;
  ledger.table.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'TransactWriteItemsCommand' && !happened) {
          happened = true;
          await happen();
        }
        return await next(args);
      },
    { step: 'initialize', name: 'meanwhile' },
  );
  return ledger;
};
