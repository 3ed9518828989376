import type { Route, Scope } from '../../../shared/http/route.ts';
import { idempotencyKey } from '../../../shared/kernel/ids.ts';
import { NamedSchemas } from './json-schema.ts';
import { operation, tags } from './operation.ts';
import { gatewayResponses, gatewaySchema, problemSchema, problemSchemas } from './problems.ts';

const scopes: Record<Exclude<Scope, 'public'>, string> = {
  'credits:read': "Read the customer's own credits and what they buy.",
  'credits:spend': 'Buy, redeem and spend credits.',
  'agency:read': 'Read everything of the agency.',
  'agency:write': 'Change the agency and its accounts.',
  'agency:approve': 'Decide credit requests.',
};

const components = (schemas: NamedSchemas, routes: Record<string, Route>) => ({
  securitySchemes: {
    issuer: {
      type: 'oauth2',
      description:
        "Sign-in at the deployment's own OpenID Connect issuer, whose addresses stand here as an example. The access token " +
        'carries the scope that the operation requires.',
      flows: {
        authorizationCode: {
          authorizationUrl: 'https://login.example.com/authorize',
          tokenUrl: 'https://login.example.com/token',
          scopes,
        },
      },
    },
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description:
        'An access token, an API key of the agency, or the token of a session, with the scope that the operation requires.',
    },
  },
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description:
        'A key that you choose for each thing you want done. A repeated request with the same key gets the ' +
        'same answer and has no further effect.',
      schema: schemas.describe(idempotencyKey, 'input'),
    },
    Prefer: {
      name: 'Prefer',
      in: 'header',
      required: false,
      description:
        '`dry-run`: answer what the request would do (lots, balance, refusal), and change nothing. Routes without a dry ' +
        'run refuse it.',
      schema: { type: 'string', enum: ['dry-run'] },
    },
  },
  headers: {
    PreferenceApplied: {
      description: '`dry-run` if this is the answer to a dry run.',
      schema: { type: 'string', enum: ['dry-run'] },
    },
    IdempotentReplayed: {
      description: '`true` if this is the answer to an earlier request with the same key.',
      schema: { type: 'string', enum: ['true'] },
    },
    RetryAfter: { description: 'Seconds to wait before you try again.', schema: { type: 'integer' } },
  },
  responses: gatewayResponses,
  schemas: {
    ...problemSchemas(schemas, routes),
    ...schemas.all(),
    Problem: problemSchema,
    GatewayError: gatewaySchema,
  },
});

/** Operations are grouped by path; within a path, methods are keys. */
const paths = (
  schemas: NamedSchemas,
  routes: Record<string, Route>,
): Record<string, Record<string, object>> => {
  const result: Record<string, Record<string, object>> = {};
  for (const [name, route] of Object.entries(routes)) {
    result[route.path] = {
      ...result[route.path],
      [route.method.toLowerCase()]: operation(schemas, name, route),
    };
  }
  return result;
};

/**
 * The API in OpenAPI 3.1.
 * @param version of this service, as its package has it
 */
export const openapiDocument = (routes: Record<string, Route>, version: string): object => {
  const schemas = new NamedSchemas();
  return {
    openapi: '3.1.0',
    info: {
      title: 'Scrip',
      version,
      summary: 'Prepaid credits: buy them, spend them, read their history.',
      description:
        'Credits are whole numbers. Money is in minor units with an ISO 4217 currency code. Times are RFC ' +
        '3339 in UTC. Errors are `application/problem+json` (RFC 9457) with a stable `code`. A request with ' +
        'unknown fields is refused. Lists return pages: follow `cursor` until it is null, even if a page ' +
        'holds fewer items than `limit`.',
      contact: { name: 'The agency that runs this deployment' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: Object.values(tags),
    paths: paths(schemas, routes),
    components: components(schemas, routes),
  };
};
