import { spend } from '../../shared/account/spend.ts';
import { movedAnswer } from '../../shared/http/dry-run.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { accountRoutes } from '../../shared/http/routes/account.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';

export const createSpend =
  (ledger: Ledger): Handler<typeof accountRoutes.createSpend> =>
  async ({ caller, body, idempotencyKey, dryRun }) =>
    movedAnswer(
      await spend(ledgerFor(ledger, { dryRun }), {
        name: 'spend',
        payer: caller,
        idempotencyKey,
        input: body,
      }),
      (spent) => spent,
    );
