import type { Ledger } from '../../shared/ledger/ledger.ts';
import { getAccount } from './account.ts';
import { listBalances } from './balances.ts';
import { allowanceHandlers } from './allowances.ts';
import { getBranding } from './branding.ts';
import { listChain } from './chain.ts';
import { listEntries } from './entries.ts';
import { holdHandlers } from './holds.ts';
import { listPackages } from './packages.ts';
import { getReceipt, listReceipts } from './receipts.ts';
import { spenderKeyHandlers } from './spender-keys.ts';
import { spenderHandlers } from './spenders.ts';
import { redeemSession } from './sessions.ts';
import { createSpend } from './spends.ts';
import { getStatement } from './statement.ts';
import { transferHandlers } from './transfers.ts';

/** Every handler of this Lambda, by the name of its route. */
export const accountHandlers = (ledger: Ledger) => ({
  getBranding: getBranding(ledger),
  redeemSession: redeemSession(ledger),
  getAccount: getAccount(ledger),
  listBalances: listBalances(ledger),
  listEntries: listEntries(ledger),
  listChain: listChain(ledger),
  getStatement: getStatement(ledger),
  listPackages: listPackages(ledger),
  listReceipts: listReceipts(ledger),
  getReceipt: getReceipt(ledger),
  createSpend: createSpend(ledger),
  ...holdHandlers(ledger),
  ...transferHandlers(ledger),
  ...spenderHandlers(ledger),
  ...spenderKeyHandlers(ledger),
  ...allowanceHandlers(ledger),
});
