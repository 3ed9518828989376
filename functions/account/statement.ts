import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { statementAnswer } from '../../shared/views/statement.ts';
import type { Room } from '../../shared/views/statement-part.ts';

export const getStatement =
  (ledger: Ledger, room?: Room): Handler<typeof accountRoutes.getStatement> =>
  async ({ caller, query }) =>
    await statementAnswer(ledger, caller, query, room);
