import { problem } from '../../shared/http/errors.ts';
import { movedAnswer, previewAnswer } from '../../shared/http/dry-run.ts';
import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { buy } from '../../shared/store/buy.ts';
import { purchaseOf, purchasesOf } from '../../shared/store/purchases.ts';
import { refundPurchase as refund } from '../../shared/store/refund.ts';
import { refundedView, saleOf, viewOf } from '../../shared/views/purchase-view.ts';

export const createPurchase =
  (ledger: Ledger): Handler<typeof storeRoutes.createPurchase> =>
  async ({ caller, body: { quoteId }, dryRun }) =>
    movedAnswer(await buy(ledgerFor(ledger, { dryRun }), caller, quoteId), saleOf);

export const listPurchases =
  (ledger: Ledger): Handler<typeof storeRoutes.listPurchases> =>
  async ({ caller, query }) =>
    pageAnswer(await purchasesOf(ledger, caller, query), (shown) => viewOf(shown, ledger.now()));

export const getPurchase =
  (ledger: Ledger): Handler<typeof storeRoutes.getPurchase> =>
  async ({ caller, params: { purchaseId } }) => {
    const found = await purchaseOf(ledger, caller, purchaseId);
    return found ? { status: 200, body: viewOf(found, ledger.now()) } : problem('not_found');
  };

export const refundPurchase =
  (ledger: Ledger): Handler<typeof storeRoutes.refundPurchase> =>
  async ({ caller, params: { purchaseId }, dryRun }) => {
    const done = await refund(ledgerFor(ledger, { dryRun }), caller, purchaseId);
    return previewAnswer(done) ?? answer(done, ({ outcome }) => okBody(refundedView(outcome)));
  };
