import { notBegun, problem } from '../../shared/http/errors.ts';
import { pageAnswer } from '../../shared/http/page.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import { ok } from '../../shared/kernel/result.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { productOnView, productsOnSale } from '../../shared/store/catalogue.ts';
import { viewOf } from './product-view.ts';

export const listProducts =
  (ledger: Ledger): Handler<typeof storeRoutes.listProducts> =>
  async ({ caller, query }) => {
    const found = await productsOnSale(ledger, caller, query);
    if (!found.ok) return found.error.code === 'not_found' ? notBegun : problem(found.error.code);
    const { page, visit } = found.value;
    return pageAnswer(ok(page), (shown) => viewOf(shown, visit));
  };

export const getProduct =
  (ledger: Ledger): Handler<typeof storeRoutes.getProduct> =>
  async ({ caller, params: { productId } }) => {
    const found = await productOnView(ledger, caller, productId);
    return found.ok
      ? { status: 200, body: viewOf(found.value, found.value.visit) }
      : problem(found.error.code);
  };
