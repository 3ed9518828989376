import type { Command } from './command.ts';
import { approvals } from './commands/approvals.ts';
import { audit } from './commands/audit.ts';
import { books, liability } from './commands/books.ts';
import { budgets, setBudget } from './commands/budgets.ts';
import { captureHold, createHold, holds, releaseHold, showHold } from './commands/holds.ts';
import { importAccounts } from './commands/import.ts';
import { undoImport } from './commands/import-undo.ts';
import { listen } from './commands/listen.ts';
import { login } from './commands/login.ts';
import { cancelOrder, finishOrder, orders, showOrder } from './commands/orders.ts';
import { logout, profiles, use } from './commands/profiles.ts';
import { merge } from './commands/merge.ts';
import { pull } from './commands/pull.ts';
import { push } from './commands/push.ts';
import { createSpenderKey, revokeSpenderKey, spenderKeys } from './commands/spender-keys.ts';
import { tail } from './commands/tail.ts';
import { token } from './commands/token.ts';
import { transfer } from './commands/transfer.ts';
import { refusedUsage, reportUsageFile } from './commands/usage.ts';
import { whoami } from './commands/whoami.ts';

/** Every command by its name, in the order of the help. */
export const commands: Record<string, Command> = {
  login,
  logout,
  profiles,
  use,
  whoami,
  token,
  pull,
  push,
  tail,
  listen,
  audit,
  books,
  liability,
  budgets,
  'budgets set': setBudget,
  'spender-keys': spenderKeys,
  'spender-keys create': createSpenderKey,
  'spender-keys revoke': revokeSpenderKey,
  approvals,
  holds,
  'holds show': showHold,
  'holds create': createHold,
  'holds capture': captureHold,
  'holds release': releaseHold,
  orders,
  'orders show': showOrder,
  'orders done': finishOrder,
  'orders cancel': cancelOrder,
  'usage report': reportUsageFile,
  'usage refused': refusedUsage,
  transfer,
  merge,
  import: importAccounts,
  'import undo': undoImport,
};
