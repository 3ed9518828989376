import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { MAX_SESSION_S, MIN_SESSION_S } from '../../../kernel/session-limits.ts';
import { instantSchema } from '../../../kernel/clock.ts';
import { accountInPath, recordId, region } from '../../../kernel/ids.ts';
import { CUSTOMER_SCOPES } from '../../../kernel/scopes.ts';
import { webUrl } from '../../../kernel/text.ts';
import { route } from '../../route.ts';
import { sessionShape } from '../sessions.ts';

const sessionInput = z
  .strictObject({
    scopes: z
      .array(z.enum(CUSTOMER_SCOPES))
      .min(1)
      .refine((scopes) => new Set(scopes).size === scopes.length, {
        message: 'must not repeat a scope',
        ...because({ code: 'not_unique' }),
      })
      .meta({ uniqueItems: true, description: 'What the session may do.' }),
    seconds: z
      .int()
      .min(MIN_SESSION_S)
      .max(MAX_SESSION_S)
      .default(MAX_SESSION_S)
      .meta({ description: 'How long the session lasts.' }),
    region: region.exactOptional().meta({ description: 'Where the customer buys.', example: 'DE' }),
    spender: recordId.exactOptional().meta({
      description:
        "The ID of one of the account's spenders. The session then spends within its budget, and changes no spenders.",
      example: 'spd_4f1c',
    }),
    returnUrl: webUrl(/^https?$/, 'must be a complete http or https URL')
      .exactOptional()
      .meta({
        description:
          'Where the portal sends the customer back to. It must share its origin with one of the agency’s `returnUrls`. ' +
          'Default: the first of them.',
        example: 'https://shop.example/credits',
      }),
  })
  .meta({ id: 'SessionInput' });

const createdSession = z
  .object({
    ...sessionShape,
    url: z.string().meta({
      description: 'Opens the portal signed in: once, within a minute.',
      example: 'https://portal.example/#code=scrip_link_acme_…',
    }),
    urlExpiresAt: instantSchema.meta({ description: 'The link opens nothing from this time on.' }),
  })
  .meta({ id: 'CreatedSession' });

const params = z.strictObject({ accountId: accountInPath });

export const sessionRoutes = {
  createSession: route({
    method: 'POST',
    path: '/v1/agency/accounts/{accountId}/sessions',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'none',
    summary: 'Create a session for an account',
    description:
      'For customers who signed in at your own site. Give the token to their browser or desktop program, or send them to ' +
      '`url`. The session opens customer routes only. It ends at `expiresAt`, when you end the sessions of the account, or ' +
      'when the API key that made it expires or is revoked. An account may have 20 sessions.',
    params,
    body: sessionInput,
    example: {
      params: { accountId: 'alice' },
      body: { scopes: ['credits:read', 'credits:spend'], seconds: 900 },
    },
    responses: { 201: { description: 'The session, shown this once.', body: createdSession } },
    problems: [
      'invalid_request',
      'not_found',
      'return_url_not_allowed',
      'unknown_spender',
      'session_limit',
      'busy',
    ],
  }),
  endSessions: route({
    method: 'DELETE',
    path: '/v1/agency/accounts/{accountId}/sessions',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: 'End all sessions of an account',
    description: 'They stop working within a minute.',
    params,
    responses: { 204: { description: 'The sessions are ended.', body: null } },
    problems: ['not_found', 'busy'],
  }),
};
