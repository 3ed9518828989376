import { pageAnswer } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { history } from '../../shared/ledger/history.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { chainLinkOf } from '../../shared/views/chain-view.ts';

export const listChain =
  ({ table }: Ledger): Handler<typeof accountRoutes.listChain> =>
  async ({ caller, query }) =>
    pageAnswer(await history(table, caller, { ...query, order: 'oldest' }), chainLinkOf);
