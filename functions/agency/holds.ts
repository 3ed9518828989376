import { captureHold } from '../../shared/holds/capture-hold.ts';
import { staffOf } from '../../shared/holds/hold-caller.ts';
import { makeHold } from '../../shared/holds/make-hold.ts';
import { holdOf, holdsOf } from '../../shared/holds/read-holds.ts';
import { releaseHold } from '../../shared/holds/release-hold.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { movedAnswer, previewAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { accountHoldRoutes } from '../../shared/http/routes/agency/holds.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { viewOf } from '../../shared/views/hold-view.ts';

export const accountHoldHandlers = (ledger: Ledger): Handlers<typeof accountHoldRoutes> => ({
  createAccountHold: async ({
    caller,
    params: { accountId },
    body: { spender, ...body },
    idempotencyKey,
    dryRun,
  }) => {
    const asked = ledgerFor(ledger, { dryRun });
    return movedAnswer(
      await makeHold(asked, staffOf(caller, accountId, { spender }), body, idempotencyKey),
      viewOf,
    );
  },

  listAccountHolds: async ({ caller: { agency }, params: { accountId: account }, query }) =>
    pageAnswer(await holdsOf(ledger, { agency, account }, query), viewOf),

  getAccountHold: async ({ caller: { agency }, params: { accountId: account, holdId } }) =>
    answer(await holdOf(ledger, { agency, account }, holdId), (hold) => okBody(viewOf(hold))),

  captureAccountHold: async ({ caller, params: { accountId, holdId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    const done = await captureHold(asked, staffOf(caller, accountId), holdId, body, idempotencyKey);
    return movedAnswer(done, (captured) => captured);
  },

  releaseAccountHold: async ({ caller, params: { accountId, holdId }, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    const done = await releaseHold(asked, staffOf(caller, accountId), holdId);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(viewOf(outcome)));
  },
});
