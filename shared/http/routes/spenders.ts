import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { route } from '../route.ts';
import { changingMaybe, taggedHeaders } from './agency/preconditions.ts';
import { spenderInput, spenderListView, spenderPutInput, spenderView } from './spender-views.ts';

const params = z.strictObject({ spenderId: recordId });

/** Why a spender may not spend, for every route that spends. */
export const budgetProblems = [
  'budget_exceeded',
  'spender_restricted',
  'unknown_spender',
  'approval_pending',
  'approval_declined',
  'approval_limit',
] as const;

/** What owners and agencies do with spenders alike. */
export const spending = {
  create: {
    idempotency: 'key',
    body: spenderInput,
    responses: { 201: { description: 'The spender.', body: spenderView } },
  },
  list: {
    idempotency: 'none',
    responses: { 200: { description: 'The spenders.', body: spenderListView } },
    problems: ['busy'],
  },
  get: {
    idempotency: 'none',
    responses: { 200: { description: 'The spender.', body: spenderView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  },
  put: {
    idempotency: 'natural',
    headers: changingMaybe,
    body: spenderPutInput,
    responses: {
      200: { description: 'The spender as it is now.', body: spenderView, headers: taggedHeaders },
    },
  },
  delete: {
    idempotency: 'natural',
    responses: { 204: { description: 'The spender is removed.', body: null } },
  },
} as const;

export const CREATE_DESCRIPTION =
  'Somebody or something that spends from the account under a budget. A session that names it as `spender` spends within ' +
  'its limits, also with any number of requests at the same time. An account can have 50 spenders.';

export const PUT_DESCRIPTION =
  'Replaces name, kind, limits, restriction and `above`. What it has spent stays counted. With If-Match, only ' +
  'if nobody has changed these meanwhile; without it, the later of two changes holds.';

export const DELETE_DESCRIPTION =
  'From then on its sessions can spend nothing, and its keys are revoked. Its open holds stay open.';

export const spenderRoutes = {
  createSpender: route({
    method: 'POST',
    path: '/v1/spenders',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Create a spender with a budget',
    description: `${CREATE_DESCRIPTION} Only the owner of the account can do this, not a session of a spender.`,
    ...spending.create,
    example: {
      body: { name: 'Research agent', kind: 'agent', limits: { perCall: 20, perDay: 100, perMonth: 1000 } },
    },
    problems: ['owner_required', 'spender_limit', 'idempotency_key_reused', 'not_found', 'busy'],
  }),
  listSpenders: route({
    method: 'GET',
    path: '/v1/spenders',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'List spenders and what they have used of their budgets',
    description: 'A session of a spender sees that spender only.',
    ...spending.list,
  }),
  getSpender: route({
    method: 'GET',
    path: '/v1/spenders/{spenderId}',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'Get a spender and what it has used of its budget',
    params,
    ...spending.get,
  }),
  putSpender: route({
    method: 'PUT',
    path: '/v1/spenders/{spenderId}',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Change a spender and its budget',
    description: PUT_DESCRIPTION,
    params,
    ...spending.put,
    example: { body: { name: 'Research agent', kind: 'agent', limits: { perDay: 200 } } },
    problems: ['invalid_request', 'owner_required', 'not_found', 'precondition_failed', 'busy'],
  }),
  deleteSpender: route({
    method: 'DELETE',
    path: '/v1/spenders/{spenderId}',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Remove a spender',
    description: DELETE_DESCRIPTION,
    params,
    ...spending.delete,
    problems: ['owner_required', 'not_found', 'busy'],
  }),
};
