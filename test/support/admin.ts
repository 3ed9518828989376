import { listed } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { reconciliationView } from '../../shared/http/routes/views.ts';
import { callApi, type HttpRequest } from './http.ts';
import { tokenWith } from './tokens.ts';

const page = listed(reconciliationView);

/** Somebody who works at an agency, and may look at everything there. */
export const adminOf = async (api: string, agency = 'demo') => {
  const token = await tokenWith({ agency_id: agency, sub: 'admin', scope: 'agency:read' });
  const call = (route: Route, request: HttpRequest = {}) => callApi(api, route, { token, ...request });
  return {
    token,
    call,
    /** The reconciler's reports, newest first. */
    reports: async () => page.parse((await call(agencyRoutes.listReconciliations)).body).items,
  };
};

export type Admin = Awaited<ReturnType<typeof adminOf>>;
