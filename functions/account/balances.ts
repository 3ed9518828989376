import { balancesOf } from '../../shared/account/balances.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const listBalances =
  (ledger: Ledger): Handler<typeof accountRoutes.listBalances> =>
  async ({ caller, query }) =>
    orNotBegun(answer(await balancesOf(ledger, caller, query), okBody));
