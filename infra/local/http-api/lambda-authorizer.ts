import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod';
import type { Invoked, Lambda } from '../lambda/lambda.ts';
import { type HttpRequest, toAuthorizerEvent } from './http-event.ts';

export const authorizerSchema = z.object({
  type: z.literal('request', 'the local stack supports only Lambda authorizers'),
  authorizerUri: z.string(),
  authorizerPayloadFormatVersion: z.literal('2.0'),
  enableSimpleResponses: z.literal(true, 'the local stack supports only simple responses'),
  identitySource: z
    .string()
    .transform((sources) => sources.split(','))
    .pipe(z.array(z.string().regex(/^\$request\.(header|querystring)\..+/)).min(1)),
  authorizerResultTtlInSeconds: z.coerce.number().default(0),
});

export type Authorization =
  | { authorized: Record<string, unknown> }
  | { refused: 'unauthorized' | 'forbidden' | 'unavailable'; reason: string };

export type LambdaAuthorizer = {
  lambda: Lambda;
  authorize: (request: Omit<HttpRequest, 'body' | 'authorized'>) => Promise<Authorization>;
};

const simpleResponse = z.object({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).default({}),
});

/** An error with this message is the only one that API Gateway does not take for the authorizer's failure. */
const UNAUTHORIZED = 'Unauthorized';

/** Answers kept at a time; beyond, those that have expired go. */
const CACHE_SIZE = 1000;

const identityOf = (
  sources: readonly string[],
  { headers, query }: { headers: IncomingHttpHeaders; query: URLSearchParams },
): string[] | undefined => {
  const values = sources.map((source) => {
    const [, place, name = ''] = source.match(/^\$request\.(\w+)\.(.+)$/) ?? [];
    const value = place === 'header' ? headers[name.toLowerCase()] : query.get(name);
    return typeof value === 'string' && value ? value : undefined;
  });
  const given = values.filter((value) => value !== undefined);
  return given.length === sources.length ? given : undefined;
};

const authorizationOf = (invoked: Invoked): Authorization => {
  if (invoked.status === 'failed' && invoked.errorMessage === UNAUTHORIZED)
    return { refused: 'unauthorized', reason: 'the authorizer rejects the bearer' };
  if (invoked.status !== 'ok') return { refused: 'unavailable', reason: 'the authorizer failed' };
  const response = simpleResponse.safeParse(JSON.parse(invoked.payload));
  if (!response.success) return { refused: 'unavailable', reason: 'the authorizer answered in another form' };
  const { isAuthorized, context } = response.data;
  return isAuthorized
    ? { authorized: context }
    : { refused: 'forbidden', reason: 'the authorizer denies access' };
};

/**
 * Asks a function who calls, as API Gateway does: a request without an identity source is refused without asking, and
 * an answer is kept for its identity source, whatever the route. Failures are not kept.
 */
export const createLambdaAuthorizer = (
  { identitySource, authorizerResultTtlInSeconds }: z.output<typeof authorizerSchema>,
  lambda: Lambda,
): LambdaAuthorizer => {
  const cache = new Map<string, { until: number; authorization: Authorization }>();
  const keep = (key: string, authorization: Authorization): void => {
    const now = Date.now();
    if (cache.size >= CACHE_SIZE)
      for (const [other, { until }] of cache) if (until <= now) cache.delete(other);
    cache.set(key, { until: now + authorizerResultTtlInSeconds * 1000, authorization });
  };
  return {
    lambda,
    authorize: async (asked) => {
      const identity = identityOf(identitySource, {
        headers: asked.request.headers,
        query: asked.url.searchParams,
      });
      if (!identity) return { refused: 'unauthorized', reason: 'no bearer' };
      const key = JSON.stringify(identity);
      const cached = cache.get(key);
      if (cached && cached.until > Date.now()) return cached.authorization;
      const invoked = await lambda.invoke(toAuthorizerEvent(asked, identity));
      const authorization = authorizationOf(invoked);
      if (invoked.status === 'ok') keep(key, authorization);
      return authorization;
    },
  };
};
