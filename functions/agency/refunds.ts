import { refundSpend } from '../../shared/account/refund-spend.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { movedAnswer, previewAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { refundRoutes } from '../../shared/http/routes/agency/refunds.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { refundForCustomer } from '../../shared/store/refund.ts';
import { refundedView } from '../../shared/views/purchase-view.ts';

export const refundHandlers = (ledger: Ledger): Handlers<typeof refundRoutes> => ({
  refundAccountPurchase: async ({ caller, params: { accountId, purchaseId }, dryRun }) => {
    const done = await refundForCustomer(ledgerFor(ledger, { dryRun }), caller, accountId, purchaseId);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(refundedView(outcome)));
  },

  createSpendRefund: async ({ caller, params: { accountId }, body, idempotencyKey, dryRun }) => {
    const asked = ledgerFor(ledger, { dryRun });
    return movedAnswer(await refundSpend(asked, caller, accountId, body, idempotencyKey), (refund) => refund);
  },
});
