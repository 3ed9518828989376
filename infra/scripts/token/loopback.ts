import { once } from 'node:events';
import { createServer } from 'node:http';

export type Loopback = {
  /** Where the issuer leads back to. */
  address: string;
  /** The address with which the browser came back. */
  returned: Promise<URL>;
  close: () => void;
};

const PAGE = '<!doctype html><title>Scrip</title><p>You can close this page and go back to the terminal.</p>';

/**
 * Waits on this machine for the browser to come back (RFC 8252, section 7.3). The name is `localhost`, because Cognito accepts
 * plain HTTP for no other; what is listened on is 127.0.0.1 alone.
 * @param port one that the issuer knows; throws where it is taken
 */
export const listenForReturn = async (port: number): Promise<Loopback> => {
  const { promise: returned, resolve } = Promise.withResolvers<URL>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', address);
    if (url.pathname !== '/' || !(url.searchParams.has('code') || url.searchParams.has('error'))) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    resolve(url);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const address = `http://localhost:${typeof bound === 'object' && bound !== null ? bound.port : port}/`;
  return {
    address,
    returned,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
