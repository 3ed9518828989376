import { spend } from '../../shared/account/spend.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { movementChange } from './movement-change.ts';

export const createAccountSpend =
  (ledger: Ledger): Handler<typeof agencyRoutes.createAccountSpend> =>
  async ({ caller, params, body, idempotencyKey }) => {
    const ref = { agency: caller.agency, account: params.accountId };
    const spent = await spend(ledger, { ref, name: 'agency-spend', idempotencyKey, input: body }, (moved) => [
      movementChange(caller, 'spend', ref, moved, ledger.now()),
    ]);
    return onceAnswer(spent, (made) => made);
  };
