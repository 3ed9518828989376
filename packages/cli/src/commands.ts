import type { Command } from './command.ts';
import { audit } from './commands/audit.ts';
import { budgets, setBudget } from './commands/budgets.ts';
import { importAccounts } from './commands/import.ts';
import { undoImport } from './commands/import-undo.ts';
import { listen } from './commands/listen.ts';
import { login } from './commands/login.ts';
import { logout, profiles, use } from './commands/profiles.ts';
import { pull } from './commands/pull.ts';
import { push } from './commands/push.ts';
import { tail } from './commands/tail.ts';
import { token } from './commands/token.ts';
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
  budgets,
  'budgets set': setBudget,
  import: importAccounts,
  'import undo': undoImport,
};
