import { route } from '../route.ts';
import { ownAllowancesView } from './allowance-views.ts';

/** What an account gets, for its owner and for its agency. */
export const ownAllowances = {
  responses: { 200: { description: 'The allowances.', body: ownAllowancesView } },
  problems: ['not_found', 'busy'],
} as const;

export const allowanceRoutes = {
  listOwnAllowances: route({
    method: 'GET',
    path: '/v1/account/allowances',
    lambda: 'account',
    scope: 'credits:read',
    idempotency: 'none',
    summary: 'List the allowances of the account, with their next credits',
    ...ownAllowances,
  }),
};
