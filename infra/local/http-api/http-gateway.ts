import type { IncomingMessage } from 'node:http';
import { type Cors, isPreflight } from './cors.ts';
import { toEvent } from './http-event.ts';
import { gatewayResponse, type HttpResponse, toResponse } from './http-response.ts';
import type { Authorization, LambdaAuthorizer } from './lambda-authorizer.ts';
import type { Invoked, Lambda } from '../lambda/lambda.ts';
import { matchRoute, type Route } from './routes.ts';

/** What a route leads to, and how long API Gateway waits for it, in milliseconds. */
export type Integration = { lambda: Lambda; timeout: number };

export type HttpApiDefinition = {
  apiId: string;
  routes: Route[];
  /** By the ids that the routes carry. */
  integrations: ReadonlyMap<string, Integration>;
  authorizers: ReadonlyMap<string, LambdaAuthorizer>;
  cors: Cors | undefined;
};

/** API Gateway's payload limit, in bytes. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** A response, and what the log says of it beside the status. */
export type Handled = HttpResponse & { by?: string };

/** @returns undefined when the body is larger than API Gateway takes */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // Read to its end all the same: leaving a body half read would cut the connection before the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
};

const refusal = (refused: Extract<Authorization, { refused: string }>): Handled => {
  switch (refused.refused) {
    case 'unauthorized':
      return {
        ...gatewayResponse(401, 'Unauthorized', { 'www-authenticate': 'Bearer' }),
        by: refused.reason,
      };
    case 'forbidden':
      return {
        ...gatewayResponse(403, 'Forbidden'),
        by: refused.reason,
      };
    case 'unavailable':
      return { ...gatewayResponse(500, 'Internal Server Error'), by: refused.reason };
    default:
      return refused.refused satisfies never;
  }
};

const invokeWithin = async (
  { lambda, timeout }: Integration,
  event: unknown,
): Promise<Invoked | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeout);
  });
  const outcome = await Promise.race([lambda.invoke(event), limit]);
  clearTimeout(timer);
  return outcome;
};

/** What API Gateway does with a request: find its route, ask the authorizer, invoke the function. */
export const handleRequest = async (
  definition: HttpApiDefinition,
  request: IncomingMessage,
  requestId: string,
): Promise<Handled> => {
  const { apiId, routes, integrations, authorizers, cors } = definition;
  const receivedAt = new Date();
  const method = request.method ?? 'GET';
  const url = new URL(`http://localhost${request.url ?? '/'}`);
  if (cors && isPreflight(method, request.headers))
    return { status: 204, headers: {}, body: Buffer.alloc(0) };
  const match = matchRoute(routes, method, url.pathname);
  const integration = match && integrations.get(match.route.integration);
  if (!match || !integration) return gatewayResponse(404, 'Not Found');

  const authorizer =
    match.route.authorizer === undefined ? undefined : authorizers.get(match.route.authorizer);
  const asked = { request, requestId, receivedAt, url, match, apiId };
  const authorization = await authorizer?.authorize(asked);
  if (authorization && 'refused' in authorization) return refusal(authorization);

  const body = await readBody(request);
  if (!body) return gatewayResponse(413, 'Request Entity Too Large', { connection: 'close' });
  const authorized = authorization?.authorized;
  const event = toEvent({ ...asked, body, authorized });
  const invoked = await invokeWithin(integration, event);
  if (!invoked) return { ...toResponse({ status: 'timeout' }), by: integration.lambda.label };
  return { ...toResponse(invoked), by: `${integration.lambda.label}${invoked.cold ? ' (cold)' : ''}` };
};
