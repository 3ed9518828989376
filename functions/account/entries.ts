import { pageAnswer } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { lineOf } from '../../shared/ledger/entry-line.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const listEntries =
  ({ table }: Ledger): Handler<typeof accountRoutes.listEntries> =>
  async ({ caller, query }) =>
    pageAnswer(await history(table, caller, query), lineOf);
