import { ok, type Result } from '../kernel/result.ts';
import type { CommitError } from '../ledger/commit.ts';
import type { Checkout } from '../table/items/checkout.ts';
import type { Receipt } from '../table/items/receipt.ts';
import type { AskProvider } from './ask-provider.ts';
import type { ProviderError } from './provider-error.ts';
import type { TakeFact } from './take-fact.ts';

/** How a checkout stands once its provider was asked; no receipt where no payment was told of. */
export type Completed = { checkout: Checkout; receipt: Receipt | undefined };

export type CompletionError = ProviderError | CommitError | { code: 'provider_not_available' };

export type CompleteCheckout = (checkout: Checkout) => Promise<Result<Completed, CompletionError>>;

/** Asks a checkout's provider, and settles what it says at once, as if its webhooks had come. */
export const completeCheckoutWith =
  (askProvider: AskProvider, takeFact: TakeFact): CompleteCheckout =>
  async (checkout) => {
    const said = await askProvider(checkout);
    if (!said.ok) return said;
    let completed: Completed = { checkout, receipt: undefined };
    for (const fact of said.value) {
      const taken = await takeFact(checkout.agency, checkout.provider, fact);
      if (!taken.ok) return taken;
      completed =
        fact.type === 'checkout_closed'
          ? { ...completed, checkout: { ...checkout, closedAt: fact.at } }
          : { ...completed, receipt: taken.value.receipt };
    }
    return ok(completed);
  };
