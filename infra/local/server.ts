import { once } from 'node:events';
import type { Server } from 'node:http';
import { LOOPBACK } from './ports.ts';

/** @returns where a server listens on 127.0.0.1, once it does */
export const listen = async (server: Server, port: number): Promise<string> => {
  // Longer than clients keep a connection, so that none is closed under a request that is on its way.
  server.keepAliveTimeout = 75_000;
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  return `http://${LOOPBACK}:${typeof address === 'object' && address ? address.port : port}`;
};

/** Ends a server and its open connections, also those with a request under way. */
export const close = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

/** Ends a server once the requests that are under way are answered. */
export const drain = async (server: Server): Promise<void> => {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await closed;
};
