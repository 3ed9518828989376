import * as z from 'zod';
import type { ProblemCode } from '../../shared/http/errors.ts';
import type { Route } from '../../shared/http/route.ts';
import type { Outcome } from './tally.ts';

export type Sent = {
  token: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
  key?: string;
  body?: object;
};

export type Received = { status: number; headers: Headers; body: unknown };

/** Milliseconds: as long as API Gateway waits for an answer. */
const REQUEST_TIMEOUT_MS = 30_000;

const problem = z.object({ code: z.string() });

/** Calls a route over HTTP. Throws where no answer came, or one that is not of its content type. */
export const send = async (api: string, route: Route, sent: Sent): Promise<Received> => {
  const { token, params = {}, query = {}, key, body } = sent;
  const filled = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const response = await fetch(`${api}${filled}?${new URLSearchParams(query).toString()}`, {
    method: route.method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
};

/**
 * @param expected the codes with which this call may be refused in the mix
 * @returns an error if the answer is neither declared for the route nor such a refusal
 */
export const judge = (
  route: Route,
  { status, body }: Received,
  expected: readonly ProblemCode[],
): Outcome => {
  const declared = route.responses[status];
  if (declared) {
    const parsed = declared.body?.safeParse(body);
    return parsed?.success === false ? { error: `${status}: ${z.prettifyError(parsed.error)}` } : 'ok';
  }
  const code = problem.safeParse(body).data?.code;
  const isExpected = status < 500 && expected.some((one) => one === code);
  return isExpected && code !== undefined
    ? { refusal: code }
    : { error: `${status} ${code ?? JSON.stringify(body)}` };
};
