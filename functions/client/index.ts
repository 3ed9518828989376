import { apiHandler } from '../../shared/http/api-handler.ts';
import { clientRoutes } from '../../shared/http/routes/client.ts';
import { openLedger } from '../../shared/ledger/ledger.ts';
import { createSpend } from './create-spend.ts';
import { getAccount } from './get-account.ts';
import { listEntries } from './list-entries.ts';
import { getReceipt } from './get-receipt.ts';
import { getStatement } from './get-statement.ts';
import { listPackages } from './list-packages.ts';
import { listReceipts } from './list-receipts.ts';

const ledger = openLedger();

export const handler = apiHandler(clientRoutes, {
  getAccount: getAccount(ledger),
  listEntries: listEntries(ledger),
  getStatement: getStatement(ledger),
  listPackages: listPackages(ledger),
  listReceipts: listReceipts(ledger),
  getReceipt: getReceipt(ledger),
  createSpend: createSpend(ledger),
});
