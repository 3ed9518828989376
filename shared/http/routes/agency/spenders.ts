import * as z from 'zod';
import { accountInPath, recordId } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { CREATE_DESCRIPTION, DELETE_DESCRIPTION, PUT_DESCRIPTION, spending } from '../spenders.ts';

const account = z.strictObject({ accountId: accountInPath });
const params = account.extend({ spenderId: recordId });

export const accountSpenderRoutes = {
  createAccountSpender: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/spenders',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Create a spender of an account with a budget',
    description: CREATE_DESCRIPTION,
    params: account,
    ...spending.create,
    example: {
      params: { accountId: 'alice' },
      body: { name: 'Research agent', kind: 'agent', limits: { perCall: 20, perDay: 100, perMonth: 1000 } },
    },
    problems: ['spender_limit', 'idempotency_key_reused', 'not_found', 'busy'],
  }),
  listAccountSpenders: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/spenders',
    lambda: 'agency',
    scope: 'agency:read',
    summary: "List an account's spenders and what they have used of their budgets",
    params: account,
    ...spending.list,
  }),
  getAccountSpender: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/spenders/{spenderId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Get a spender of an account',
    params,
    ...spending.get,
  }),
  putAccountSpender: route({
    method: 'PUT',
    path: '/v1/agency/accounts/{accountId}/spenders/{spenderId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Change a spender of an account and its budget',
    description: PUT_DESCRIPTION,
    params,
    ...spending.put,
    example: {
      params: { accountId: 'alice' },
      body: { name: 'Research agent', kind: 'agent', limits: { perDay: 200 } },
    },
    problems: ['invalid_request', 'not_found', 'precondition_failed', 'busy'],
  }),
  deleteAccountSpender: route({
    method: 'DELETE',
    path: '/v1/agency/accounts/{accountId}/spenders/{spenderId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Remove a spender of an account',
    description: DELETE_DESCRIPTION,
    params,
    ...spending.delete,
    problems: ['not_found', 'busy'],
  }),
};
