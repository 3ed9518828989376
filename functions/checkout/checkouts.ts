import { offersOf } from '../../shared/agency/offers.ts';
import { answer, okBody } from '../../shared/http/answer.ts';
import { previewAnswer } from '../../shared/http/dry-run.ts';
import { problem } from '../../shared/http/errors.ts';
import { onceAnswer } from '../../shared/http/once-answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handlers } from '../../shared/http/route.ts';
import type { checkoutRoutes } from '../../shared/http/routes/checkout.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { checkConnections } from '../../shared/payments/note-connections.ts';
import type { CompleteCheckout, Completed } from '../../shared/payments/complete-checkout.ts';
import { previewCompletion } from '../../shared/payments/preview-completion.ts';
import { checkoutOf, completeOwnCheckout } from '../../shared/payments/read-checkout.ts';
import { startCheckout, type Surroundings } from '../../shared/payments/start-checkout.ts';
import { viewOf } from './checkout-view.ts';

/** What the handlers need of the world. */
export type CheckoutParts = Surroundings & { ledger: Ledger; complete: CompleteCheckout };

export const checkoutHandlers = ({
  ledger,
  connect,
  pages,
  complete,
}: CheckoutParts): Handlers<typeof checkoutRoutes> => ({
  createCheckout: async ({ caller, body, idempotencyKey }) => {
    const started = await startCheckout(ledger, { connect, pages }, caller, body, idempotencyKey);
    return orNotBegun(onceAnswer(started, viewAt(ledger)));
  },

  getCheckout: async ({ caller, params: { checkoutId } }) => {
    const found = await checkoutOf(ledger, caller, checkoutId);
    return found ? okBody(viewAt(ledger)(found)) : problem('not_found');
  },

  checkProviders: async ({ caller: { agency } }) =>
    orNotBegun(
      answer(await checkConnections(ledger, connect, agency), (settings) =>
        okBody({ providers: offersOf(settings) }),
      ),
    ),

  completeCheckout: async ({ caller, params: { checkoutId }, dryRun }) => {
    const shown = (done: Completed) => okBody(viewAt(ledger)(done));
    if (!dryRun) return answer(await completeOwnCheckout(ledger, complete, caller, checkoutId), shown);
    const previewed = await previewCompletion(ledger, connect, caller, checkoutId);
    return previewAnswer(previewed) ?? answer(previewed, shown);
  },
});

const viewAt =
  ({ now }: Pick<Ledger, 'now'>) =>
  ({ checkout, receipt }: Completed) =>
    viewOf(checkout, receipt, now());
