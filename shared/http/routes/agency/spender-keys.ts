import * as z from 'zod';
import { accountInPath, recordId } from '../../../kernel/ids.ts';
import { route } from '../../route.ts';
import { accountSpenderKeyInput, keysOfSpenders } from '../spender-key-views.ts';
import { CREATE_KEY_DESCRIPTION, REVOKE_KEY_DESCRIPTION } from '../spender-keys.ts';

const account = z.strictObject({ accountId: accountInPath });

export const accountSpenderKeyRoutes = {
  createAccountSpenderKey: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/spender-keys',
    lambda: 'agency',
    scope: 'agency:write',
    summary: "Create an API key of an account's spender",
    description: `${CREATE_KEY_DESCRIPTION} Only a person can create one: your backend creates sessions.`,
    params: account,
    ...keysOfSpenders.create,
    body: accountSpenderKeyInput,
    example: {
      params: { accountId: 'alice' },
      body: { spender: 'spd_4f1c', name: 'Build server' },
    },
    problems: [
      'not_found',
      'invalid_request',
      'person_required',
      'unknown_spender',
      'api_key_limit',
      'key_already_shown',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  listAccountSpenderKeys: route({
    method: 'GET',
    path: '/v1/agency/accounts/{accountId}/spender-keys',
    lambda: 'agency',
    scope: 'agency:read',
    summary: "List the API keys of an account's spenders",
    params: account,
    ...keysOfSpenders.list,
  }),
  revokeAccountSpenderKey: route({
    method: 'DELETE',
    path: '/v1/agency/accounts/{accountId}/spender-keys/{keyId}',
    lambda: 'agency',
    scope: 'agency:write',
    summary: "Revoke an API key of an account's spender",
    description: REVOKE_KEY_DESCRIPTION,
    params: account.extend({ keyId: recordId }),
    ...keysOfSpenders.revoke,
    problems: ['not_found', 'busy'],
  }),
};
