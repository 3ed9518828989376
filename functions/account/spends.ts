import { spend } from '../../shared/account/spend.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const createSpend =
  (ledger: Ledger): Handler<typeof accountRoutes.createSpend> =>
  async ({ caller, body, idempotencyKey }) =>
    onceAnswer(
      await spend(ledger, { ref: caller, name: 'spend', idempotencyKey, input: body }),
      (spent) => spent,
    );
