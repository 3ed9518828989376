import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { activityLine, type Log } from '../log.ts';
import { drain, listen } from '../server.ts';
import type { DistributionDefinition } from './definition.ts';
import { createPassing } from './pass-on.ts';
import { withAdded } from './response-headers.ts';
import { serveFile } from './serve-file.ts';

export type Distribution = {
  url: string;
  serve: (definition: DistributionDefinition) => void;
  stop: () => Promise<void>;
};

/** Bytes of a request line and its headers that CloudFront takes. */
const MAX_HEADER_BYTES = 20_480;

const refuse = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(message);
};

/**
 * Listens on 127.0.0.1 as a CloudFront distribution, without its cache; until `serve` says what to serve it answers 503. It
 * listens first because functions may need its address.
 * @param port 0 for a free one
 */
export const startDistribution = async (port: number, log: Log): Promise<Distribution> => {
  let definition: DistributionDefinition | undefined;
  const passing = createPassing();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const [path = '/'] = url.split('?');
    const behavior = definition?.find(({ matches }) => matches(path));
    if (!behavior) return refuse(response, 503, 'The stack is starting');
    const { origin, headers: added, methods, edge, compress, passesViewer } = behavior;
    if (!methods.includes(method))
      return refuse(response, 403, 'This distribution does not take that method');
    if ('host' in origin) {
      await passing.passOn(request, response, {
        host: origin.host,
        sent: origin.headers,
        passesViewer,
        added,
      });
      return;
    }
    const begun = performance.now();
    const { uri } = edge?.({ method, uri: path }) ?? { uri: path };
    const { status, headers, body } = serveFile(origin.files, uri, request.headers, compress);
    response.writeHead(status, withAdded(headers, added)).end(method === 'HEAD' ? undefined : body);
    // The API logs what it answers itself, and pages are many files.
    if (status >= 400)
      log(activityLine({ kind: method, subject: path, result: status, duration: performance.now() - begun }));
  };

  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log(`${request.method} ${request.url?.replace(/\?.*/, '')} broke off: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 502, 'The API does not answer');
    });
  });
  const url = await listen(server, port);
  return {
    url,
    serve: (wanted) => (definition = wanted),
    stop: async () => {
      await drain(server);
      passing.stop();
    },
  };
};
