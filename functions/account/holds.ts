import { captureHold } from '../../shared/holds/capture-hold.ts';
import { customerOf } from '../../shared/holds/hold-caller.ts';
import { makeHold } from '../../shared/holds/make-hold.ts';
import { holdOf, holdsOf } from '../../shared/holds/read-holds.ts';
import { releaseHold } from '../../shared/holds/release-hold.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { movedAnswer, previewAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { holdRoutes } from '../../shared/http/routes/holds.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { viewOf } from '../../shared/views/hold-view.ts';

export const holdHandlers = (ledger: Ledger): Handlers<typeof holdRoutes> => ({
  createHold: async ({ caller, body, idempotencyKey, dryRun }) =>
    movedAnswer(
      await makeHold(ledgerFor(ledger, { dryRun }), customerOf(caller), body, idempotencyKey),
      viewOf,
    ),

  listHolds: async ({ caller, query }) => pageAnswer(await holdsOf(ledger, caller, query), viewOf),

  getHold: async ({ caller, params: { holdId } }) =>
    answer(await holdOf(ledger, caller, holdId), (hold) => okBody(viewOf(hold))),

  captureHold: async ({ caller, params: { holdId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    return movedAnswer(
      await captureHold(asked, customerOf(caller), holdId, body, idempotencyKey),
      (captured) => captured,
    );
  },

  releaseHold: async ({ caller, params: { holdId }, dryRun }) => {
    const done = await releaseHold(ledgerFor(ledger, { dryRun }), customerOf(caller), holdId);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(viewOf(outcome)));
  },
});
