import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { findRoute, json, type Reply, type Route, type SandboxRequest } from './route.ts';

/** Answers a request by its route; undefined breaks the connection off without an answer. */
export type Serve = (route: Route, request: SandboxRequest) => Promise<Reply | undefined>;

const answer = async (
  serve: Serve,
  routes: readonly Route[],
  incoming: IncomingMessage,
  body: string,
): Promise<Reply | undefined> => {
  const { method = 'GET', url = '/', headers } = incoming;
  const { pathname: path, search } = new URL(`http://127.0.0.1${url}`);
  const found = findRoute(routes, method, path);
  if (found === undefined) return json(404, { error: { message: `Nothing is served at ${method} ${path}` } });
  const { route, param } = found;
  return serve(route, { method, path, query: search.slice(1), headers, body, param });
};

/**
 * Serves routes on 127.0.0.1 only.
 * @param port 0 takes any free one
 * @param routesAt is asked once, with the URL that the server then has
 */
export const listen = async (port: number, serve: Serve, routesAt: (url: string) => readonly Route[]) => {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://127.0.0.1:${address.port}`;
  const routes = routesAt(url);

  server.on('request', (incoming, outgoing) => {
    text(incoming)
      .then((body) => answer(serve, routes, incoming, body))
      .catch((error: unknown) => {
        console.error('sandbox:', error);
        return json(500, { error: { type: 'api_error', message: 'The sandbox failed; see its output.' } });
      })
      .then((reply) => {
        if (reply === undefined) return outgoing.destroy();
        return outgoing.writeHead(reply.status, reply.headers).end(reply.body);
      })
      .catch(() => outgoing.destroy());
  });

  return {
    url,
    close: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
