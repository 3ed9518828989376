import {
  agencyClient,
  createApiKey,
  createPromoCodes,
  createSession,
  listReconciliations,
  type ApiKeyInput,
  type SessionInput,
} from '@scrip/client';
import type { Route } from '../../shared/http/route.ts';
import { agencyCreditRequestRoutes } from '../../shared/http/routes/agency/credit-requests.ts';
import { checkedFetch } from './checked-fetch.ts';
import { callApi, type HttpRequest } from './http.ts';
import { csvRows } from './promo-codes.ts';
import { tokenWith } from './tokens.ts';

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
  const scrip = agencyClient({ baseUrl: api, credential: token, fetch: checkedFetch });
  const call = (route: Route, request: HttpRequest = {}) => callApi(api, route, { token, ...request });
  return {
    token,
    call,
    /** Makes one promo code. */
    promoCode: async (): Promise<string> => {
      const codes = await scrip.call(createPromoCodes, { body: { name: 'Spring', credits: 50, codes: 1 } });
      return csvRows(codes.orThrow())[0]?.[0] ?? '';
    },
    /** Makes an API key. */
    apiKey: async (
      scopes: ApiKeyInput['scopes'] = ['agency:read', 'agency:write'],
      more: Omit<Partial<ApiKeyInput>, 'scopes'> = {},
    ) => (await scrip.call(createApiKey, { body: { name: 'Shop backend', scopes, ...more } })).orThrow(),
    /** Makes a session for an account. */
    session: async (accountId: string, more: Partial<SessionInput> = {}) => {
      const body: SessionInput = { scopes: ['credits:read', 'credits:spend'], ...more };
      return (await scrip.call(createSession, { params: { accountId }, body })).orThrow();
    },
    decide: (requestId: string, body: { approve: boolean; step: string; note?: string }) =>
      call(agencyCreditRequestRoutes.decideCreditRequest, { params: { requestId }, body }),
    /** The reconciler's reports, newest first. */
    reports: async () => (await scrip.call(listReconciliations)).orThrow().items,
  };
};

export type Admin = Awaited<ReturnType<typeof adminOf>>;
