import { createSpend } from '../../functions/client/create-spend.ts';
import { getAccount } from '../../functions/client/get-account.ts';
import { listEntries } from '../../functions/client/list-entries.ts';
import { getReceipt } from '../../functions/client/get-receipt.ts';
import { getStatement } from '../../functions/client/get-statement.ts';
import { listPackages } from '../../functions/client/list-packages.ts';
import { listReceipts } from '../../functions/client/list-receipts.ts';
import { apiHandler } from '../../shared/http/api-handler.ts';
import { clientRoutes } from '../../shared/http/routes/client.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** The client Lambda on a ledger of the test's choice. */
export const clientHandler = (ledger: Ledger) =>
  apiHandler(clientRoutes, {
    getAccount: getAccount(ledger),
    listEntries: listEntries(ledger),
    getStatement: getStatement(ledger),
    listPackages: listPackages(ledger),
    listReceipts: listReceipts(ledger),
    getReceipt: getReceipt(ledger),
    createSpend: createSpend(ledger),
  });
