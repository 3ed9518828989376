import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { spenderRoutes } from '../../shared/http/routes/spenders.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { changeSpender, removeSpender } from '../../shared/spenders/change-spender.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { spenderOf, spendersOf } from '../../shared/spenders/read-spenders.ts';
import { holderOf } from '../../shared/spenders/spender-caller.ts';
import { asMade } from '../../shared/spenders/spender.ts';
import { taggedView, viewOf } from '../../shared/views/spender-view.ts';

export const spenderHandlers = (ledger: Ledger): Handlers<typeof spenderRoutes> => ({
  createSpender: async ({ caller, body, idempotencyKey }) =>
    onceAnswer(await makeSpender(ledger, holderOf(caller), body, idempotencyKey), (made) =>
      viewOf(asMade(made)),
    ),

  listSpenders: async ({ caller }) => okBody({ items: (await spendersOf(ledger, caller)).map(viewOf) }),

  getSpender: async ({ caller, params: { spenderId } }) =>
    answer(await spenderOf(ledger, caller, spenderId), taggedView),

  putSpender: async ({ caller, params: { spenderId }, headers, body }) =>
    answer(await changeSpender(ledger, holderOf(caller), spenderId, body, headers['if-match']), taggedView),

  deleteSpender: async ({ caller, params: { spenderId } }) =>
    answer(await removeSpender(ledger, holderOf(caller), spenderId), noContent),
});
