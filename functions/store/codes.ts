import { answer, okBody } from '../../shared/http/answer.ts';
import { notBegun } from '../../shared/http/errors.ts';
import { movedAnswer } from '../../shared/http/dry-run.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { codeRoutes } from '../../shared/http/routes/store/codes.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { redeem, redemptionsOf } from '../../shared/store/redeem.ts';
import { redemptionPage, viewOf } from '../../shared/views/redemption-view.ts';

export const createRedemption =
  (ledger: Ledger): Handler<typeof codeRoutes.createRedemption> =>
  async ({ caller, body, idempotencyKey, dryRun }) => {
    const done = await redeem(ledgerFor(ledger, { dryRun }), caller, body.code, idempotencyKey);
    if (!done.ok && done.error.code === 'not_found') return notBegun;
    return movedAnswer(done, viewOf);
  };

export const listRedemptions =
  (ledger: Ledger): Handler<typeof codeRoutes.listRedemptions> =>
  async ({ caller, query }) =>
    answer(await redemptionsOf(ledger, caller, query), (page) => okBody(redemptionPage(page)));
