import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { instantInput } from '../../../kernel/clock.ts';
import { recordId } from '../../../kernel/ids.ts';
import { apiKeyItem } from '../../../table/items/api-key.ts';
import { listed, pageQuery } from '../../page.ts';
import { route } from '../../route.ts';

const { shape } = apiKeyItem.omit({ agency: true, version: true, hash: true, scopes: true });

/** What keys of agencies and of spenders have alike. */
export const keyShape = {
  ...shape,
  id: shape.id.meta({ description: 'Also the actor in the audit log.', example: 'key_0k3v9x2m7q1w5e8r' }),
  name: shape.name.meta({ description: 'Where the key is used.', example: 'Shop backend' }),
  createdBy: shape.createdBy.meta({ description: 'The person who created the key.', example: 'auth0|42' }),
  expiresAt: shape.expiresAt.meta({ description: 'The key works until this time, or until it is revoked.' }),
  lastUsedOn: shape.lastUsedOn.meta({
    description: 'The day (UTC) on which the key was last used.',
    example: '2026-01-31',
  }),
};

const described = {
  ...keyShape,
  scopes: apiKeyItem.shape.scopes.meta({
    description: 'What the key may do.',
    example: ['agency:read', 'agency:write'],
  }),
};

export const apiKeyView = z.object(described).meta({ id: 'ApiKey' });

const newApiKeyView = z
  .object({
    ...described,
    key: z.string().meta({
      description: 'The key itself. Scrip shows it this once and stores only a hash.',
      example: 'scrip_key_acme_…',
    }),
  })
  .meta({ id: 'NewApiKey' });

const apiKeyInput = z
  .strictObject({
    name: described.name,
    scopes: described.scopes
      .refine((scopes) => new Set(scopes).size === scopes.length, {
        message: 'must not repeat a scope',
        ...because({ code: 'not_unique' }),
      })
      .meta({ uniqueItems: true }),
    expiresAt: instantInput.exactOptional().meta({
      description: 'The key works until this time. Without it, until it is revoked.',
    }),
  })
  .meta({ id: 'ApiKeyInput' });

export const apiKeyRoutes = {
  createApiKey: route({
    method: 'POST',
    path: '/v1/agency/api-keys',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'none',
    summary: 'Create an API key',
    description:
      'For your backend. Only a person can create one, with scopes that they have themselves. Keys cannot approve ' +
      'credit requests. Send the key as `Authorization: Bearer <key>`. An agency may have 50 keys.',
    body: apiKeyInput,
    example: { body: { name: 'Shop backend', scopes: ['agency:read', 'agency:write'] } },
    responses: { 201: { description: 'The key, shown this once.', body: newApiKeyView } },
    problems: ['invalid_request', 'person_required', 'scope_not_held', 'api_key_limit', 'busy'],
  }),
  listApiKeys: route({
    method: 'GET',
    path: '/v1/agency/api-keys',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: 'List API keys',
    query: z.strictObject(pageQuery),
    responses: { 200: { description: 'A page of API keys.', body: listed(apiKeyView) } },
    problems: ['invalid_cursor', 'busy'],
  }),
  revokeApiKey: route({
    method: 'DELETE',
    path: '/v1/agency/api-keys/{keyId}',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'Revoke an API key',
    description: 'Only a person can revoke a key. It stops working within a minute.',
    params: z.strictObject({ keyId: recordId }),
    responses: { 204: { description: 'The key is revoked.', body: null } },
    problems: ['person_required', 'not_found', 'busy'],
  }),
};
