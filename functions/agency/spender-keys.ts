import { createSpenderKey } from '../../shared/access/create-spender-key.ts';
import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { accountSpenderKeyRoutes } from '../../shared/http/routes/agency/spender-keys.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { agencyOf } from '../../shared/spenders/spender-caller.ts';
import { revokeSpenderKey, spenderKeysOf } from '../../shared/spenders/spender-keys.ts';
import { createdAnswer, viewOf } from '../../shared/views/spender-key-view.ts';

export const accountSpenderKeyHandlers = (ledger: Ledger): Handlers<typeof accountSpenderKeyRoutes> => ({
  createAccountSpenderKey: async ({ caller, params: { accountId }, body, idempotencyKey }) => {
    const { region, ...input } = body;
    const asking = { caller: agencyOf(caller, accountId), by: caller, region };
    return answer(await createSpenderKey(ledger, asking, input, idempotencyKey), createdAnswer);
  },

  listAccountSpenderKeys: async ({ caller: { agency }, params: { accountId: account } }) =>
    okBody({ items: (await spenderKeysOf(ledger, { agency, account, spender: undefined })).map(viewOf) }),

  revokeAccountSpenderKey: async ({ caller, params: { accountId, keyId } }) =>
    answer(await revokeSpenderKey(ledger, agencyOf(caller, accountId), keyId), noContent),
});
