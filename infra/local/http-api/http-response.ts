import * as z from 'zod';
import type { Outcome } from '../lambda/outcome.ts';

export type HttpResponse = { status: number; headers: Record<string, string | string[]>; body: Buffer };

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const proxyResponse = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), headerValue).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** An answer of API Gateway's own, such as `{"message":"Not Found"}`. */
export const gatewayResponse = (
  status: number,
  message: string,
  headers: Record<string, string> = {},
): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify({ message })),
});

const internalServerError = gatewayResponse(500, 'Internal Server Error');

/** What a Lambda answered, read as payload format 2.0: without a statusCode, all of it is the body of a 200. */
const fromPayload = (payload: string): HttpResponse => {
  const content: unknown = JSON.parse(payload);
  if (typeof content !== 'object' || content === null || !('statusCode' in content))
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof content === 'string' ? content : payload),
    };
  const parsed = proxyResponse.safeParse(content);
  if (!parsed.success) return internalServerError;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const given = Object.entries(headers ?? {}).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(given),
      ...(cookies?.length && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};

/** The HTTP response for however the invocation ended. */
export const toResponse = (outcome: Outcome): HttpResponse => {
  switch (outcome.status) {
    case 'ok':
      return fromPayload(outcome.payload);
    case 'timeout':
      return gatewayResponse(503, 'Service Unavailable');
    case 'failed':
    case 'crashed':
      return internalServerError;
    default:
      return outcome satisfies never;
  }
};
