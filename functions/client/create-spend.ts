import { spend } from '../../shared/catalog/spend.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Operation } from '../../shared/http/route.ts';
import type { clientRoutes } from '../../shared/http/routes/client.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';

export const createSpend =
  (ledger: Ledger): Operation<typeof clientRoutes.createSpend> =>
  async ({ caller, body, idempotencyKey }) =>
    onceAnswer(await spend(ledger, { ref: caller, name: 'spend', idempotencyKey, input: body }));
