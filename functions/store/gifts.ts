import { answer, okBody, pageAnswer } from '../../shared/http/answer.ts';
import { movedAnswer, previewAnswer } from '../../shared/http/dry-run.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { giftRoutes } from '../../shared/http/routes/store/gifts.ts';
import { ledgerFor, type Ledger } from '../../shared/ledger/ledger.ts';
import { takeBackGift } from '../../shared/store/end-gift.ts';
import { makeGift } from '../../shared/store/make-gift.ts';
import { giftOf, giftsOf } from '../../shared/store/read-gifts.ts';
import { viewOf } from '../../shared/views/gift-view.ts';

export const giftHandlers = (ledger: Ledger): Handlers<typeof giftRoutes> => ({
  createGift: async ({ caller, body, idempotencyKey, dryRun }) =>
    movedAnswer(
      await makeGift(ledgerFor(ledger, { dryRun }), caller, body, idempotencyKey),
      ({ gift, entry }) => ({ gift: viewOf(gift, caller.spender, ledger.now()), entry }),
    ),

  listGifts: async ({ caller, query }) =>
    pageAnswer(await giftsOf(ledger, caller, query), (gift) => viewOf(gift, caller.spender, ledger.now())),

  getGift: async ({ caller, params: { giftId } }) =>
    answer(await giftOf(ledger, caller, giftId), (gift) =>
      okBody(viewOf(gift, caller.spender, ledger.now())),
    ),

  takeBackGift: async ({ caller, params: { giftId }, dryRun }) => {
    const done = await takeBackGift(ledgerFor(ledger, { dryRun }), caller, giftId);
    return (
      previewAnswer(done) ??
      answer(done, ({ outcome }) => okBody(viewOf(outcome, caller.spender, ledger.now())))
    );
  },
});
