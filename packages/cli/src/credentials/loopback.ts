import { once } from 'node:events';
import { createServer } from 'node:http';
import { CliError, EXIT } from '../exit.ts';

/** Waits on 127.0.0.1 for a browser to come back from the issuer (RFC 8252). */
export type Loopback = {
  redirectUri: string;
  /** The address with which the browser came back. */
  returned: (signal: AbortSignal) => Promise<URL>;
  stop: () => Promise<void>;
};

const page = (text: string): string =>
  `<!doctype html><html lang="en"><title>Scrip</title><p>${text}</p></html>`;

/** @param state what the issuer's answer bears; another address is not for us */
export const startLoopback = async (state: string, port = 0): Promise<Loopback> => {
  const server = createServer();
  const returned = new Promise<URL>((resolve) => {
    server.on('request', (request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const isOurs = url.pathname === '/' && url.searchParams.get('state') === state;
      const text = url.searchParams.has('code') ? 'You are signed in.' : 'You are not signed in.';
      response.writeHead(isOurs ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        connection: 'close',
      });
      response.end(page(isOurs ? `${text} You can close this window.` : 'Nothing here.'));
      if (isOurs) resolve(url);
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address ? address.port : port;
  return {
    redirectUri: `http://127.0.0.1:${taken}`,
    returned: (signal) =>
      Promise.race([
        returned,
        once(signal, 'abort').then(() => {
          throw new CliError('not_signed_in', 'Nobody signed in.', { exitCode: EXIT.credentials });
        }),
      ]),
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
