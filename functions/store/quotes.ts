import { problem } from '../../shared/http/errors.ts';
import { refused } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { quote, quoteOnView } from '../../shared/store/quotes.ts';
import { viewOf } from './quote-view.ts';

const noSuchVariant = problem('not_found', {
  detail: 'The product has no such variant. Choose one of its variants',
});

export const createQuote =
  (ledger: Ledger): Handler<typeof storeRoutes.createQuote> =>
  async ({ caller, body }) => {
    const made = await quote(ledger, caller, body);
    if (made.ok) return { status: 201, body: viewOf(made.value) };
    const { error } = made;
    return error.code === 'no_such_variant' ? noSuchVariant : refused(error);
  };

export const getQuote =
  (ledger: Ledger): Handler<typeof storeRoutes.getQuote> =>
  async ({ caller, params: { quoteId } }) => {
    const found = await quoteOnView(ledger, caller, quoteId);
    return found ? { status: 200, body: viewOf(found) } : problem('not_found');
  };
