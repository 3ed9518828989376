import { err, ok } from '../../shared/kernel/result.ts';
import type { PaymentFact } from '../../shared/payments/message.ts';
import type { ProviderError } from '../../shared/payments/provider-error.ts';
import type { Books, FactSource } from '../../shared/payments/source.ts';

type State = { asked: number; failing?: ProviderError; pages: PaymentFact[][] };

/** The books of a provider that has this one list, and takes any window. */
export const listing = (payments: FactSource): Books => ({
  sources: { payments },
  maxWindowMs: Infinity,
});

/** A provider's books as pages of facts, with a count of the questions, and a way to be out of reach. */
export const booksOf = (...pages: PaymentFact[][]) => {
  const state: State = { asked: 0, pages };
  const payments: FactSource = async (_, page) => {
    state.asked += 1;
    if (state.failing) return err(state.failing);
    const index = Number(page ?? 0);
    return ok({
      facts: state.pages[index] ?? [],
      next: index + 1 < state.pages.length ? String(index + 1) : null,
    });
  };
  return { state, payments, books: listing(payments) };
};
