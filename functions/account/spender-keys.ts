import { createSpenderKey } from '../../shared/access/create-spender-key.ts';
import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { spenderKeyRoutes } from '../../shared/http/routes/spender-keys.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { holderOf } from '../../shared/spenders/spender-caller.ts';
import { revokeSpenderKey, spenderKeysOf } from '../../shared/spenders/spender-keys.ts';
import { createdAnswer, viewOf } from '../../shared/views/spender-key-view.ts';

export const spenderKeyHandlers = (ledger: Ledger): Handlers<typeof spenderKeyRoutes> => ({
  createSpenderKey: async ({ caller, body, idempotencyKey }) => {
    const asking = { caller: holderOf(caller), by: caller, region: caller.region };
    return answer(await createSpenderKey(ledger, asking, body, idempotencyKey), createdAnswer);
  },

  listSpenderKeys: async ({ caller }) => okBody({ items: (await spenderKeysOf(ledger, caller)).map(viewOf) }),

  revokeSpenderKey: async ({ caller, params: { keyId } }) =>
    answer(await revokeSpenderKey(ledger, holderOf(caller), keyId), noContent),
});
