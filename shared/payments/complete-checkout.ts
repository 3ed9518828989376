import type { Clock } from '../kernel/clock.ts';
import { log } from '../kernel/log.ts';
import { count } from '../kernel/metrics.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Refusal } from '../ledger/command.ts';
import type { Busy } from '../ledger/run.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';
import type { Connect } from './connect.ts';
import { withNote } from './note-on-checkout.ts';
import type { ProviderError } from './provider-error.ts';
import type { TakeFact } from './take-fact.ts';

/** A checkout after its provider was asked; without a receipt if the provider reports no payment. */
export type Completed = { checkout: Checkout; receipt: Receipt | undefined };

export type CompletionError = ProviderError | Refusal | Busy | { code: 'provider_not_available' };

export type CompleteCheckout = (checkout: Checkout) => Promise<Result<Completed, CompletionError>>;

/** Asks a checkout's provider, and settles what it says at once, as if its webhooks had come. */
export const completeCheckoutWith =
  (connect: Connect, takeFact: TakeFact, now: Clock): CompleteCheckout =>
  async (checkout) => {
    let completed: Completed = { checkout, receipt: undefined };
    if (!checkout.session) return ok(completed);
    const connection = await connect(checkout.agency, checkout.provider);
    if (!connection) return err({ code: 'provider_not_available' });
    const answer = await connection.ask(checkout, checkout.session, now());
    if (!answer.ok) {
      const { agency, provider, id } = checkout;
      log.warn('checkout not completed at the provider', { agency, provider, checkout: id, ...answer.error });
      count('ProviderFailures');
      return answer;
    }
    for (const fact of answer.value) {
      const taken = await takeFact(checkout.agency, checkout.provider, fact);
      if (!taken.ok) return taken;
      completed =
        'paymentId' in fact
          ? { ...completed, receipt: taken.value.receipt }
          : { ...completed, checkout: withNote(completed.checkout, fact) };
    }
    return ok(completed);
  };
