import { codeRoutes } from './store/codes.ts';
import { libraryRoutes } from './store/library.ts';

/** What a customer does with credits. */
export const storeRoutes = {
  ...codeRoutes,
  ...libraryRoutes,
};
