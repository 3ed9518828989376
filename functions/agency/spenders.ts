import { answer, noContent, okBody } from '../../shared/http/answer.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { accountSpenderRoutes } from '../../shared/http/routes/agency/spenders.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { changeSpender, removeSpender } from '../../shared/spenders/change-spender.ts';
import { makeSpender } from '../../shared/spenders/make-spender.ts';
import { spenderOf, spendersOf } from '../../shared/spenders/read-spenders.ts';
import { agencyOf } from '../../shared/spenders/spender-caller.ts';
import { asMade } from '../../shared/spenders/spender.ts';
import { taggedView, viewOf } from '../../shared/views/spender-view.ts';

export const accountSpenderHandlers = (ledger: Ledger): Handlers<typeof accountSpenderRoutes> => ({
  createAccountSpender: async ({ caller, params: { accountId }, body, idempotencyKey }) =>
    onceAnswer(await makeSpender(ledger, agencyOf(caller, accountId), body, idempotencyKey), (made) =>
      viewOf(asMade(made)),
    ),

  listAccountSpenders: async ({ caller: { agency }, params: { accountId: account } }) =>
    okBody({ items: (await spendersOf(ledger, { agency, account, spender: undefined })).map(viewOf) }),

  getAccountSpender: async ({ caller: { agency }, params: { accountId: account, spenderId } }) =>
    answer(await spenderOf(ledger, { agency, account, spender: undefined }, spenderId), taggedView),

  putAccountSpender: async ({ caller, params: { accountId, spenderId }, headers, body }) =>
    answer(
      await changeSpender(ledger, agencyOf(caller, accountId), spenderId, body, headers['if-match']),
      taggedView,
    ),

  deleteAccountSpender: async ({ caller, params: { accountId, spenderId } }) =>
    answer(await removeSpender(ledger, agencyOf(caller, accountId), spenderId), noContent),
});
