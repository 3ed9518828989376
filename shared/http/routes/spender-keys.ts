import * as z from 'zod';
import { recordId } from '../../kernel/ids.ts';
import { route } from '../route.ts';
import { keysOfSpenders, spenderKeyInput } from './spender-key-views.ts';

export const CREATE_KEY_DESCRIPTION =
  'For a program that spends under the budget of a spender: an agent, a device, a service. Send the key as ' +
  '`Authorization: Bearer <key>`. It may do what a session of the spender may: read the account, spend, hold and buy ' +
  'within the budget, and ask for approvals. It changes no budgets and makes no keys. An account can have 50 keys. ' +
  'Repeating the request shows no key again: `key_already_shown`.';

export const REVOKE_KEY_DESCRIPTION = 'It stops working within a minute.';

export const spenderKeyRoutes = {
  createSpenderKey: route({
    method: 'POST',
    path: '/v1/spender-keys',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Create an API key of a spender',
    description: `${CREATE_KEY_DESCRIPTION} Only the owner of the account can do this, signed in, not with a session.`,
    ...keysOfSpenders.create,
    body: spenderKeyInput,
    example: { body: { spender: 'spd_4f1c', name: 'Build server' } },
    problems: [
      'invalid_request',
      'owner_required',
      'person_required',
      'unknown_spender',
      'api_key_limit',
      'key_already_shown',
      'idempotency_key_reused',
      'busy',
    ],
  }),
  listSpenderKeys: route({
    method: 'GET',
    path: '/v1/spender-keys',
    lambda: 'account',
    scope: 'credits:read',
    summary: 'List the API keys of spenders',
    description: 'A session or a key of a spender sees the keys of that spender only.',
    ...keysOfSpenders.list,
  }),
  revokeSpenderKey: route({
    method: 'DELETE',
    path: '/v1/spender-keys/{keyId}',
    lambda: 'account',
    scope: 'credits:spend',
    summary: 'Revoke an API key of a spender',
    description: REVOKE_KEY_DESCRIPTION,
    params: z.strictObject({ keyId: recordId }),
    ...keysOfSpenders.revoke,
    problems: ['owner_required', 'not_found', 'busy'],
  }),
};
