import { codeRoutes } from './store/codes.ts';

/** What a customer does with credits. */
export const storeRoutes = {
  ...codeRoutes,
};
