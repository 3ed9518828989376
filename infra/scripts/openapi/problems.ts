import { type ProblemCode, problems } from '../../../shared/http/errors.ts';
import type { Route } from '../../../shared/http/route.ts';
import type { JsonSchema } from './json-schema.ts';

/** RFC 9457, with the code that programs read. */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'An error. Some codes have further members, such as `faults` of an invalid request.',
  properties: {
    type: { type: 'string', format: 'uri', examples: ['urn:scrip:problem:not_found'] },
    title: { type: 'string', description: 'For people. The wording may change.' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'For programs. It never changes.' },
    detail: { type: 'string', description: 'Details of this occurrence.' },
    request: { type: 'string', description: 'The ID of this request. Quote it to support.' },
  },
  required: ['type', 'title', 'status', 'code', 'request'],
};

/** What API Gateway answers by itself, before any of our code runs. */
export const gatewaySchema: JsonSchema = {
  type: 'object',
  properties: { message: { type: 'string' } },
  required: ['message'],
};

/** What can go wrong on a route beside what it declares. */
const impliedCodes = ({ scope, params, query, headers, body, idempotency }: Route): ProblemCode[] => {
  const isPublic = scope === 'public';
  const isValidated = !isPublic || [params, query, headers].some((part) => part !== undefined);
  return [
    ...(isValidated ? (['invalid_request'] as const) : []),
    ...(isPublic ? [] : (['missing_scope', 'forbidden', 'upgrading', 'busy'] as const)),
    ...(idempotency === 'key' ? (['idempotency_key_required'] as const) : []),
    ...(body === undefined ? [] : (['body_too_large'] as const)),
    ...(body === undefined || body === 'raw' ? [] : (['malformed_json', 'unsupported_media_type'] as const)),
    'internal_error',
  ];
};

const problemContent = (codes: readonly ProblemCode[]) => ({
  'application/problem+json': {
    schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { code: { enum: codes } } }] },
  },
});

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

const gatewayContent = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayError' } } };

/** API Gateway limits every route, and some limit themselves. */
const tooManyRequests = (codes: readonly ProblemCode[] = []) => ({
  description: [
    'Too many requests. Try again later.',
    ...codes.map((code) => `${problems[code].title} (\`${code}\`).`),
  ].join(' '),
  ...(codes.length > 0 && { headers: retryAfter }),
  content: { ...(codes.length > 0 && problemContent(codes)), ...gatewayContent },
});

/** The error responses of a route by status, each with the codes that it may carry. */
export const problemResponses = (route: Route): Record<number, object> => {
  const codes = [...new Set([...route.problems, ...impliedCodes(route)])];
  const byStatus = Map.groupBy(codes, (code) => problems[code].status);
  const responses = [...byStatus].map(([status, ofStatus]): [number, object] => [
    status,
    {
      description: ofStatus.map((code) => `${problems[code].title} (\`${code}\`).`).join(' '),
      ...(status === 503 && { headers: retryAfter }),
      content: problemContent(ofStatus),
    },
  ]);
  return {
    ...Object.fromEntries(responses),
    ...(route.scope !== 'public' && {
      401: {
        description: 'The token is missing, expired, or from another issuer or audience.',
        content: gatewayContent,
      },
    }),
    429: tooManyRequests(byStatus.get(429)),
  };
};
