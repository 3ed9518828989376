import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problems, problemType, type Problem } from './errors.ts';
import { membersOf } from './problem-members.ts';
import type { Answer, Route } from './route.ts';

/** What an operation returns, whatever its route. */
export type AnyResponse =
  | { status: number; body: unknown; headers?: Record<string, string>; isBase64Encoded?: true }
  | Problem;

/** A response that its route does not declare: a fault of ours, never the caller's. */
export class UndeclaredResponseError extends Error {
  override readonly name = 'UndeclaredResponseError';
}

/**
 * Security headers of every response: no type sniffing, HTTPS only, no frames, no scripts, no referrer. A page replaces the
 * policy by its own.
 * @see https://cheatsheetseries.owasp.org/cheatsheets/REST_Security_Cheat_Sheet.html#security-headers
 */
const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Turns what an operation returned into what API Gateway sends; a field that the route does not declare stays here. */
export const responseFor = (
  { responses }: Route,
  response: AnyResponse,
  requestId: string,
): APIGatewayProxyStructuredResultV2 => {
  if ('problem' in response) return problemResponse(response, requestId);
  const answer: Answer | undefined = responses[response.status];
  if (!answer) throw new UndeclaredResponseError(`status ${response.status}`);
  const { body, contentType = 'application/json' } = answer;
  return {
    statusCode: response.status,
    headers: {
      ...SECURITY_HEADERS,
      ...(body && { 'content-type': contentType }),
      'cache-control': 'no-store',
      ...response.headers,
    },
    ...(body && {
      body: answer.contentType
        ? String(body.parse(response.body))
        : JSON.stringify(body.parse(response.body)),
    }),
    ...(response.isBase64Encoded && { isBase64Encoded: true }),
  };
};

/** Seconds after which to try again what is only out of reach for now. */
const RETRY_AFTER_S = 1;

/** An error as RFC 9457 has it. `request` is what a customer quotes to support. */
export const problemResponse = (
  { problem: code, detail, retryAfter, extensions }: Problem,
  requestId: string,
): APIGatewayProxyStructuredResultV2 => {
  const { status, title } = problems[code];
  const wait = retryAfter ?? (status === 503 ? RETRY_AFTER_S : undefined);
  return {
    statusCode: status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(wait !== undefined && { 'retry-after': String(wait) }),
    },
    body: JSON.stringify({
      ...membersOf(code)?.parse(extensions ?? {}),
      type: problemType(code),
      title,
      status,
      code,
      ...(detail !== undefined && { detail }),
      request: requestId,
    }),
  };
};
