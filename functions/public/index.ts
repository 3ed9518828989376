import { apiHandler } from '../../shared/http/api-handler.ts';
import { publicRoutes } from '../../shared/http/routes/public.ts';
import { docsHandlers } from './docs.ts';
import { getHealth } from './get-health.ts';
import { getOpenapi } from './get-openapi.ts';

/** Serves anybody, and answers for every unknown path. */
export const handler = apiHandler(publicRoutes, {
  getHealth,
  getOpenapi,
  ...docsHandlers(import.meta.dirname),
});
