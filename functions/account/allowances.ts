import { allowancesOfAccount } from '../../shared/allowances/read-allowances.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { allowanceRoutes } from '../../shared/http/routes/allowances.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { ownAllowanceOf } from '../../shared/views/allowance-view.ts';

export const allowanceHandlers = (ledger: Ledger): Handlers<typeof allowanceRoutes> => ({
  listOwnAllowances: async ({ caller: { agency, account } }) =>
    answer(await allowancesOfAccount(ledger, { agency, account }), (own) =>
      okBody({ items: own.map(ownAllowanceOf) }),
    ),
});
