import * as z from 'zod';
import { accountInPath, recordId } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { holdInput } from '../hold-views.ts';
import { spenderOnBehalf } from '../spender-views.ts';
import { CAPTURE_DESCRIPTION, holding, RELEASE_DESCRIPTION } from '../holds.ts';

const account = z.strictObject({ accountId: accountInPath });
const params = account.extend({ holdId: recordId });

export const accountHoldRoutes = {
  createAccountHold: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/holds',
    lambda: 'agency',
    scope: 'agency:write',
    summary: "Hold an account's credits for later",
    description:
      "The rules are those of the customer's own holds, but only the agency can capture or release it. The " +
      "Idempotency-Keys are separate from the customer's.",
    params: account,
    ...holding.create,
    body: holdInput.extend({ spender: spenderOnBehalf }).meta({ id: 'AccountHoldInput' }),
    example: { params: { accountId: 'alice' }, body: { amount: 50, reference: 'job-1042', seconds: 3600 } },
  }),
  listAccountHolds: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/holds',
    lambda: 'agency',
    scope: 'agency:read',
    summary: "List an account's holds, newest first",
    params: account,
    ...holding.list,
  }),
  getAccountHold: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/holds/{holdId}',
    lambda: 'agency',
    scope: 'agency:read',
    summary: 'Get a hold of an account',
    params,
    ...holding.get,
  }),
  captureAccountHold: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/holds/{holdId}/capture',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Capture a hold of an account: spend its credits in part or in full',
    description: CAPTURE_DESCRIPTION,
    params,
    ...holding.capture,
    example: { params: { accountId: 'alice' }, body: { amount: 30 } },
    problems: [
      'not_found',
      'hold_of_order',
      'hold_not_open',
      'hold_exceeded',
      'capture_limit',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  releaseAccountHold: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/holds/{holdId}/release',
    lambda: 'agency',
    scope: 'agency:write',
    summary: 'Release a hold of an account: give its credits back',
    description: RELEASE_DESCRIPTION,
    params,
    ...holding.release,
    problems: ['not_found', 'hold_of_order', 'hold_not_open', 'busy'],
  }),
};
