import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from './startup-error.ts';

export const LOOPBACK = '127.0.0.1';

/** @returns the port that was bound for a moment, or undefined when somebody else holds it */
const tryPort = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });

/** @returns a port of 127.0.0.1 that nobody uses now: the preferred one, if that is so */
export const freePort = async (preferred = 0): Promise<number> => {
  const port = (await tryPort(preferred)) ?? (await tryPort(0));
  if (port === undefined) throw new StartupError('No port is free on 127.0.0.1');
  return port;
};

/**
 * Throws unless the port can be bound.
 * @param patience milliseconds for which a stack that was killed may still be letting go of it
 */
export const requirePort = async (port: number, purpose: string, patience = 3000): Promise<void> => {
  const deadline = Date.now() + patience;
  while ((await tryPort(port)) === undefined) {
    if (Date.now() >= deadline)
      throw new StartupError(
        `Port ${port} (${purpose}) is in use. Stop the program that uses it, or set SCRIP_PORT to use other ports`,
      );
    await sleep(100);
  }
};
