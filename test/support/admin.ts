import { randomId } from '../../shared/kernel/ids.ts';
import { listed } from '../../shared/http/page.ts';
import type { Route } from '../../shared/http/route.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { reconciliationView } from '../../shared/http/routes/agency/views.ts';
import { callApi, type HttpRequest } from './http.ts';
import { csvRows } from './promo-codes.ts';
import { tokenWith } from './tokens.ts';

const page = listed(reconciliationView);

/** Somebody who works at an agency, may look at everything there, and decide in these roles. */
export const adminOf = async (
  api: string,
  agency = 'demo',
  { sub = 'admin', roles = [] }: { sub?: string; roles?: string[] } = {},
) => {
  const token = await tokenWith({
    agency_id: agency,
    sub,
    roles,
    scope: 'agency:read agency:write agency:approve',
  });
  const call = (route: Route, request: HttpRequest = {}) => callApi(api, route, { token, ...request });
  return {
    token,
    call,
    /** Makes one promo code. */
    promoCode: async (): Promise<string> => {
      const { body } = await call(agencyRoutes.createPromoCodes, {
        headers: { 'idempotency-key': randomId('key') },
        body: { name: 'Spring', credits: 50, codes: 1 },
      });
      return csvRows(String(body))[0]?.[0] ?? '';
    },
    /** Makes an API key. */
    apiKey: async (scopes: string[] = ['agency:read', 'agency:write'], more: object = {}) => {
      const body = { name: 'Shop backend', scopes, ...more };
      const answer = await call(agencyRoutes.createApiKey, { body });
      return agencyRoutes.createApiKey.responses[201].body.parse(answer.body);
    },
    /** Makes a session for an account. */
    session: async (accountId: string, body: object = {}) => {
      const answer = await call(agencyRoutes.createSession, {
        params: { accountId },
        body: { scopes: ['credits:read', 'credits:spend'], ...body },
      });
      return agencyRoutes.createSession.responses[201].body.parse(answer.body);
    },
    decide: (requestId: string, body: { approve: boolean; step: string; note?: string }) =>
      call(agencyCreditRequestRoutes.decideCreditRequest, { params: { requestId }, body }),
    /** The reconciler's reports, newest first. */
    reports: async () => page.parse((await call(agencyRoutes.listReconciliations)).body).items,
  };
};

export type Admin = Awaited<ReturnType<typeof adminOf>>;
