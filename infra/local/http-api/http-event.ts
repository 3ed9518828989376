import type { IncomingMessage } from 'node:http';
import { ACCOUNT_ID, arn } from '../aws/aws.ts';
import type { Match } from './routes.ts';

/** The body's content types that API Gateway hands on as text; everything else arrives in base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+json\b)/i;

export type HttpRequest = {
  request: IncomingMessage;
  requestId: string;
  receivedAt: Date;
  url: URL;
  body: Buffer;
  match: Match;
  /** What the authorizer hands on. */
  authorized: Record<string, unknown> | undefined;
  apiId: string;
};

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(request.headersDistinct).flatMap(([name, values]) =>
      name === 'cookie' || !values ? [] : [[name, values.join(',')]],
    ),
  );

const cookiesOf = (request: IncomingMessage): string[] =>
  (request.headers.cookie ?? '').split(';').flatMap((cookie) => cookie.trim() || []);

const queryOf = (query: URLSearchParams): Record<string, string> | undefined =>
  query.size === 0
    ? undefined
    : Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));

const bodyOf = (
  body: Buffer,
  headers: Record<string, string>,
): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = TEXT.test(headers['content-type'] ?? '') && !headers['content-encoding'];
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

/** `20/Nov/2026:09:30:00 +0000`, API Gateway's common log format. */
const logTime = (date: Date): string => {
  const [, day, month, year, time] = date.toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

/** An API Gateway HTTP API event, payload format 2.0. */
export const toEvent = ({
  request,
  requestId,
  receivedAt,
  url,
  match,
  authorized,
  apiId,
  body,
}: HttpRequest) => {
  const { routeKey } = match.route;
  const method = request.method ?? 'GET';
  const sourceIp = request.socket.remoteAddress ?? '';
  const headers = headersOf(request);
  const cookies = cookiesOf(request);
  const domainName = headers['host'] ?? '';
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies.length > 0 && { cookies }),
    headers: {
      ...headers,
      'x-forwarded-for': sourceIp,
      'x-forwarded-port': String(request.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
    },
    queryStringParameters: queryOf(url.searchParams),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId,
      ...(authorized && { authorizer: { lambda: authorized } }),
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: logTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    ...bodyOf(body, headers),
  };
};

/** What an authorizer is asked, payload format 2.0: the request without its body. */
export const toAuthorizerEvent = (
  request: Omit<HttpRequest, 'body' | 'authorized'>,
  identitySource: string[],
) => {
  const {
    body: _,
    isBase64Encoded: __,
    ...event
  } = toEvent({
    ...request,
    body: Buffer.alloc(0),
    authorized: undefined,
  });
  const { method, path } = event.requestContext.http;
  return {
    ...event,
    type: 'REQUEST',
    routeArn: arn('execute-api', `${request.apiId}/$default/${method}${path}`),
    identitySource,
  };
};
