import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod';
import { bearerOfClaims, claimNames } from '../../functions/authorizer/claims.ts';
import type { ApiEvent } from '../../shared/http/api-event.ts';
import { routeKey, type Route } from '../../shared/http/route.ts';
import type { Bearer } from '../../shared/kernel/bearer.ts';
import { readEnv } from '../../shared/kernel/env.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { SCOPES } from '../../shared/kernel/scopes.ts';

export type Call = {
  caller?: AccountRef | { agency: string; actor: string } | Record<string, unknown>;
  /** The spender that the caller's session carries. */
  spender?: string | undefined;
  /** Who calls, where the authorizer has found it out. */
  bearer?: Bearer;
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
  /** The body as it is, instead of JSON. */
  raw?: string;
  base64?: boolean;
};

const claimsOf = (caller: Call['caller']): Record<string, unknown> | undefined => {
  if (caller === undefined) return undefined;
  if ('account' in caller && 'agency' in caller) return { agency_id: caller.agency, sub: caller.account };
  if ('actor' in caller && 'agency' in caller) return { agency_id: caller.agency, sub: caller.actor };
  return caller;
};

/** What the authorizer finds out of a token with these claims; with every scope, unless they name some. */
const bearerOf = (claims: Record<string, unknown>): Bearer =>
  bearerOfClaims({ scope: SCOPES.join(' '), ...claims }, readEnv(claimNames));

/** The event that API Gateway makes of a call, once its authorizer has let it pass. */
export const apiEvent = (route: Pick<Route, 'method' | 'path'>, call: Call = {}): ApiEvent => {
  const text = call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const claims = claimsOf(call.caller);
  const { spender } = call;
  const bearer =
    call.bearer ??
    (claims && { ...bearerOf(claims), ...(spender !== undefined && { kind: 'spender', spender }) });
  return {
    version: '2.0',
    routeKey: routeKey(route),
    rawPath: route.path,
    rawQueryString: new URLSearchParams(call.query).toString(),
    headers: {
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...call.headers,
    },
    isBase64Encoded: call.base64 ?? false,
    ...(call.params && { pathParameters: call.params }),
    ...(call.query && { queryStringParameters: call.query }),
    ...(text !== undefined && { body: call.base64 ? Buffer.from(text).toString('base64') : text }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example',
      domainPrefix: 'api',
      requestId: 'request-1',
      routeKey: routeKey(route),
      stage: '$default',
      time: '01/Mar/2026:00:00:00 +0000',
      timeEpoch: Date.parse('2026-03-01'),
      http: {
        method: route.method,
        path: route.path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
      },
      ...(bearer && { authorizer: { lambda: { bearer: JSON.stringify(bearer) } } }),
    },
  };
};

/** The context that Lambda passes to a handler. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:test',
  memoryLimitInMB: '1024',
  awsRequestId: 'invocation-1',
  logGroupName: 'test',
  logStreamName: 'test',
  // Longer than any deadline of the ledger: how fast the machine is must not decide a test.
  getRemainingTimeInMillis: () => 60_000,
  // Deprecated, but the type still asks for them.
  // oxlint-disable typescript/no-deprecated
  done: () => {},
  fail: () => {},
  succeed: () => {},
  // oxlint-enable typescript/no-deprecated
};

export type Handler = (event: ApiEvent, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export type Answer = { status: number; headers: Record<string, unknown>; body: Json };

const json = z.record(z.string(), z.json());

type Json = z.infer<typeof json>;

/** Calls a Lambda's handler as API Gateway does. */
export const call = async (
  handler: Handler,
  route: Pick<Route, 'method' | 'path'>,
  request: Call = {},
  context = lambdaContext,
): Promise<Answer> => {
  const { statusCode = 0, headers = {}, body } = await handler(apiEvent(route, request), context);
  return { status: statusCode, headers, body: body === undefined ? {} : json.parse(JSON.parse(body)) };
};
