import { problemCodes, type ProblemCode, problems, problemType } from '../../../shared/http/errors.ts';
import { membersOf } from '../../../shared/http/problem-members.ts';
import type { Route } from '../../../shared/http/route.ts';
import { reference, type JsonSchema, type NamedSchemas } from './json-schema.ts';

/** RFC 9457, with the code that programs read. */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'An error. Each code has a schema of its own, which says what else is sent with it.',
  properties: {
    type: {
      type: 'string',
      format: 'uri-reference',
      description: 'Leads to a page about this code, relative to the API.',
      examples: [problemType('not_found')],
    },
    title: { type: 'string', description: 'For people. The wording may change.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    code: { type: 'string', description: 'For programs. It never changes.' },
    detail: { type: 'string', description: 'Details of this occurrence.' },
    request: { type: 'string', description: 'The ID of this request. Quote it to support.' },
  },
  required: ['type', 'title', 'status', 'code', 'request'],
};

/** `not_found` reads as NotFoundProblem. */
const schemaName = (code: ProblemCode): string =>
  `${code.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Problem`;

const schemaOf = (schemas: NamedSchemas, code: ProblemCode): JsonSchema => {
  const members = membersOf(code);
  const { properties = {}, required = [] } = members ? schemas.describe(members, 'output') : {};
  return {
    description: `${problems[code].title}.`,
    allOf: [
      reference('Problem'),
      { properties: { code: { const: code }, ...properties }, required: ['code', ...required] },
    ],
  };
};

/** The schema of every error that some route can answer, by name. */
export const problemSchemas = (
  schemas: NamedSchemas,
  routes: Record<string, Route>,
): Record<string, JsonSchema> => {
  const answered = new Set(Object.values(routes).flatMap(codesOf));
  return Object.fromEntries(
    problemCodes
      .filter((code) => answered.has(code))
      .map((code) => [schemaName(code), schemaOf(schemas, code)]),
  );
};

/** What API Gateway answers by itself, before any of our code runs. */
export const gatewaySchema: JsonSchema = {
  type: 'object',
  properties: { message: { type: 'string' } },
  required: ['message'],
};

/** Whether it does something for one account, which may have merged into another one a moment ago. */
const actsForAccount = ({ method, scope, params }: Route): boolean =>
  method !== 'GET' && (scope.startsWith('credits:') || 'accountId' in (params?.shape ?? {}));

/** What can go wrong on a route beside what it declares. */
const impliedCodes = (route: Route): ProblemCode[] => {
  const { scope, params, query, headers, body, idempotency } = route;
  const isPublic = scope === 'public';
  const parts = [params, query, headers, body === 'raw' ? undefined : body];
  const isValidated = !isPublic || parts.some((part) => part !== undefined);
  return [
    ...(isValidated ? (['invalid_request'] as const) : []),
    ...(isPublic ? [] : (['missing_scope', 'forbidden', 'upgrading', 'busy'] as const)),
    ...(actsForAccount(route) ? (['account_merged'] as const) : []),
    ...(idempotency === 'key' ? (['idempotency_key_required'] as const) : []),
    ...(body === undefined ? [] : (['body_too_large'] as const)),
    ...(body === undefined || body === 'raw' ? [] : (['malformed_json', 'unsupported_media_type'] as const)),
    'wrong_address',
    'internal_error',
  ];
};

const problemContent = (codes: readonly ProblemCode[]) => {
  const [only, ...more] = codes.map((code) => reference(schemaName(code)));
  return {
    'application/problem+json': {
      schema:
        more.length === 0
          ? only
          : {
              oneOf: [only, ...more],
              discriminator: {
                propertyName: 'code',
                mapping: Object.fromEntries(
                  codes.map((code) => [code, reference(schemaName(code)).$ref ?? '']),
                ),
              },
            },
    },
  };
};

const retryAfter = { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } };

const gatewayContent = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayError' } } };

/** Every error that our code answers on a route. */
const codesOf = (route: Route): ProblemCode[] => [...new Set([...route.problems, ...impliedCodes(route)])];

const wordsFor = (codes: readonly ProblemCode[]): string =>
  `${codes.map((code) => `\`${code}\``).join(', ')}.`;

/** Answers of API Gateway's that are the same for every route. */
export const gatewayResponses = {
  Unauthorized: {
    description: 'The token is missing, expired, or from another issuer or audience.',
    content: gatewayContent,
  },
  TooManyRequests: { description: 'Too many requests. Try again later.', content: gatewayContent },
};

const gatewayResponse = (name: keyof typeof gatewayResponses) => ({ $ref: `#/components/responses/${name}` });

/** API Gateway limits every route, and some limit themselves. */
const tooManyRequests = (codes: readonly ProblemCode[] = []) =>
  codes.length === 0
    ? gatewayResponse('TooManyRequests')
    : {
        description: `Too many requests, or ${wordsFor(codes)}`,
        headers: retryAfter,
        content: { ...problemContent(codes), ...gatewayContent },
      };

/** The error responses of a route by status, each with the codes that it may carry. */
export const problemResponses = (route: Route): Record<number, object> => {
  const byStatus = Map.groupBy(codesOf(route), (code) => problems[code].status);
  const responses = [...byStatus].map(([status, ofStatus]): [number, object] => [
    status,
    {
      description: wordsFor(ofStatus),
      ...(status === 503 && { headers: retryAfter }),
      content: problemContent(ofStatus),
    },
  ]);
  return {
    ...Object.fromEntries(responses),
    ...(route.scope !== 'public' && { 401: gatewayResponse('Unauthorized') }),
    429: tooManyRequests(byStatus.get(429)),
  };
};
