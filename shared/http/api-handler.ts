import middy from '@middy/core';
import * as z from 'zod';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { correlated } from '../kernel/correlation.ts';
import { readEnv } from '../kernel/env.ts';
import { log } from '../kernel/log.ts';
import { isRetryable } from '../kernel/retryable.ts';
import { NewerSchemaError } from '../kernel/schema-number.ts';
import { AccountMergedError } from '../ledger/account-merged-error.ts';
import { problem, type Problem } from './errors.ts';
import type { ApiEvent } from './api-event.ts';
import { originCheck } from './origin.ts';
import { parseRequest } from './request.ts';
import { problemResponse, responseFor } from './response.ts';
import { routeKey, type Handler, type Handlers, type Route } from './route.ts';

/** Where the API answers through the distribution only, what that may send, separated by commas. */
const originKeys = z.object({
  ORIGIN_KEYS: z
    .string()
    .min(1)
    .transform((keys) => keys.split(','))
    .default([]),
});

type ApiResult = APIGatewayProxyStructuredResultV2;
type Endpoint = (event: ApiEvent) => Promise<ApiResult>;

/**
 * A Lambda's handler: each of its routes with the operation that serves it. API Gateway has matched the route and
 * checked the token; here the request is parsed, the operation run, and its response held against the route. The id of the
 * request is the correlation id of all that it begins. Nothing is done for a request that went around the distribution.
 */
export const apiHandler = <Routes extends { [Name in keyof Routes]: Route }>(
  routes: Routes,
  operations: Handlers<Routes>,
) => {
  const endpoints = new Map<string, Endpoint>();
  const bind = <Name extends keyof Routes>(name: Name) =>
    endpoints.set(routeKey(routes[name]), endpoint(routes[name], operations[name]));
  for (const name in routes) bind(name);
  const isAdmitted = originCheck(readEnv(originKeys).ORIGIN_KEYS);
  return middy<ApiEvent, ApiResult, Error, Context>()
    .handler(async (event) => {
      const { requestId } = event.requestContext;
      if (!isAdmitted(event.headers)) return problemResponse(problem('wrong_address'), requestId);
      const serve = endpoints.get(event.routeKey);
      return serve
        ? await correlated(requestId, () => serve(event))
        : problemResponse(problem('not_found'), requestId);
    })
    .onError((request) => {
      const { event, error } = request;
      const { requestId } = event.requestContext;
      const isExpected = error instanceof AccountMergedError;
      correlated(requestId, () =>
        log[isExpected ? 'info' : 'error']('request failed', { route: event.routeKey, error }),
      );
      // Whatever the reason, the caller learns nothing of our insides; the log has it.
      request.response = problemResponse(problemOf(error), requestId);
    });
};

/** Seconds in which a deployment moves on. */
const RETRY_AFTER_DEPLOYMENT_S = 30;

const problemOf = (error: unknown): Problem => {
  if (error instanceof NewerSchemaError)
    return problem('upgrading', { retryAfter: RETRY_AFTER_DEPLOYMENT_S });
  if (error instanceof AccountMergedError)
    return problem('account_merged', { extensions: { into: error.into } });
  return problem(isRetryable(error) ? 'busy' : 'internal_error');
};

const endpoint =
  <R extends Route>(route: R, operation: Handler<R>): Endpoint =>
  async (event) => {
    const { requestId } = event.requestContext;
    const request = parseRequest(route, event);
    if (!request.ok) return problemResponse(request.error, requestId);
    const response = responseFor(route, await operation(request.value), requestId);
    return request.value.dryRun
      ? { ...response, headers: { ...response.headers, 'preference-applied': 'dry-run' } }
      : response;
  };
