import { apiHandler } from '../../shared/http/api-handler.ts';
import { publicRoutes } from '../../shared/http/routes/public.ts';
import { getDocs } from './get-docs.ts';
import { getDocsAsset } from './get-docs-asset.ts';
import { getHealth } from './get-health.ts';
import { getOpenapi } from './get-openapi.ts';

/** Serves anybody, and answers for every unknown path. */
export const handler = apiHandler(publicRoutes, {
  getHealth,
  getOpenapi,
  getDocs: getDocs(import.meta.dirname),
  getDocsAsset: getDocsAsset(import.meta.dirname),
});
