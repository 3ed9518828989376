import type { Ledger } from '../../shared/ledger/ledger.ts';
import { createSpend } from './create-spend.ts';
import { getAccount } from './get-account.ts';
import { listEntries } from './list-entries.ts';
import { getReceipt } from './get-receipt.ts';
import { getStatement } from './get-statement.ts';
import { listPackages } from './list-packages.ts';
import { listReceipts } from './list-receipts.ts';

/** Every operation of this Lambda, by the name of its route. */
export const accountHandlers = (ledger: Ledger) => ({
  getAccount: getAccount(ledger),
  listEntries: listEntries(ledger),
  getStatement: getStatement(ledger),
  listPackages: listPackages(ledger),
  listReceipts: listReceipts(ledger),
  getReceipt: getReceipt(ledger),
  createSpend: createSpend(ledger),
});
