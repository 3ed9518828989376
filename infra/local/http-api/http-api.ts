import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { corsHeaders, isPreflight } from './cors.ts';
import { type Handled, handleRequest, type HttpApiDefinition } from './http-gateway.ts';
import { gatewayResponse } from './http-response.ts';
import { activityLine, type Log } from '../log.ts';
import { drain, listen } from '../server.ts';

export type HttpApi = {
  url: string;
  serve: (definition: HttpApiDefinition) => void;
  stop: () => Promise<void>;
};

const answer = async (
  definition: HttpApiDefinition | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  log: Log,
): Promise<void> => {
  const begun = performance.now();
  const requestId = randomUUID();
  const { method = 'GET', headers } = request;
  const handled: Handled = definition
    ? await handleRequest(definition, request, requestId)
    : gatewayResponse(503, 'Service Unavailable');
  const cors = corsHeaders(definition?.cors, headers, isPreflight(method, headers));
  response.writeHead(handled.status, {
    ...handled.headers,
    ...cors,
    'apigw-requestid': requestId,
    ...(handled.status !== 204 && handled.status !== 304 && { 'content-length': handled.body.length }),
  });
  response.end(handled.body);
  const subject = (request.url ?? '/').replace(/\?.*/, '');
  const duration = performance.now() - begun;
  log(activityLine({ kind: method, subject, result: handled.status, duration, by: handled.by }));
};

/** Bytes of a request line and its headers that API Gateway takes; beyond, Node answers 431 as it does. */
const MAX_HEADER_BYTES = 10_240;

/**
 * Listens on 127.0.0.1 as an API Gateway HTTP API with its `$default` stage; until `serve` says what to serve it
 * answers 503. It listens first because functions may need its address.
 * @param port 0 for a free one
 */
export const startHttpApi = async (port: number, log: Log): Promise<HttpApi> => {
  let definition: HttpApiDefinition | undefined;
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    answer(definition, request, response, log).catch((error: unknown) => {
      log(`${request.method} ${request.url?.replace(/\?.*/, '')} broke off: ${String(error)}`);
      response.destroy();
    });
  });
  const url = await listen(server, port);
  return {
    url,
    serve: (wanted) => (definition = wanted),
    stop: () => drain(server),
  };
};
