import { answer, okBody, okPage } from '../../shared/http/answer.ts';
import { orNotBegun } from '../../shared/http/refused.ts';
import type { Handler } from '../../shared/http/route.ts';
import type { storeRoutes } from '../../shared/http/routes/store.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import { productOnView, productsOnSale, productsOnView } from '../../shared/store/catalogue.ts';
import { viewOf } from './product-view.ts';

export const listProducts =
  (ledger: Ledger): Handler<typeof storeRoutes.listProducts> =>
  async ({ caller, query }) => {
    const { ids } = query;
    const found = await (ids ? productsOnView(ledger, caller, ids) : productsOnSale(ledger, caller, query));
    return orNotBegun(answer(found, ({ page, visit }) => okPage(page, (shown) => viewOf(shown, visit))));
  };

export const getProduct =
  (ledger: Ledger): Handler<typeof storeRoutes.getProduct> =>
  async ({ caller, params: { productId } }) => {
    const found = await productOnView(ledger, caller, productId);
    return answer(found, (product) => okBody(viewOf(product, product.visit)));
  };
