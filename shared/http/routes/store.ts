import { codeRoutes } from './store/codes.ts';
import { libraryRoutes } from './store/library.ts';
import { productRoutes } from './store/products.ts';
import { purchaseRoutes } from './store/purchases.ts';

/** What a customer does with credits. */
export const storeRoutes = {
  ...productRoutes,
  ...purchaseRoutes,
  ...libraryRoutes,
  ...codeRoutes,
};
