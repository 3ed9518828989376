import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';
import { conflictOf } from './conditional-puts.ts';
import { refusalOf } from './presigned.ts';

type Refusal = { status: number; code: string };

const refuse = (incoming: IncomingMessage, outgoing: ServerResponse, { status, code }: Refusal): void => {
  incoming.resume();
  outgoing.writeHead(status, { 'content-type': 'application/xml' });
  outgoing.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`);
};

const refusalFor = async (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Refusal | undefined> => {
  const { method = '', url = '', headers } = incoming;
  const code = refusalOf({ method, url, headers }, Date.now());
  return code === undefined ? await conflictOf(incoming, outgoing) : { status: 403, code };
};

/** Answers what S3 would refuse; everything else goes to the engine. */
const guard = (server: Server): void => {
  const serve = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const answer = async (): Promise<void> => {
      const refusal = await refusalFor(incoming, outgoing);
      if (refusal) refuse(incoming, outgoing, refusal);
      else for (const listener of serve) Reflect.apply(listener, server, [incoming, outgoing]);
    };
    answer().catch((error: Error) => outgoing.destroy(error));
  });
};

/** The engine always listens on every interface: in this thread, all servers listen on loopback instead. */
const listen: unknown = Reflect.get(Server.prototype, 'listen');
if (typeof listen !== 'function') throw new TypeError('net.Server has no listen');
Object.defineProperty(Server.prototype, 'listen', {
  value(this: Server, options: object, ...rest: unknown[]): unknown {
    guard(this);
    return Reflect.apply(listen, this, [{ ...options, host: '127.0.0.1' }, ...rest]);
  },
});

const [, , port = '0', region = '', dataDir, s3StorageDir] = process.argv;

const server = await startFauxqs({
  port: Number(port),
  defaultRegion: region,
  logger: false,
  ...(dataDir !== undefined && { dataDir }),
  ...(s3StorageDir !== undefined && { s3StorageDir }),
});

parentPort?.once('message', () => {
  void server.stop().finally(() => process.exit(0));
});
parentPort?.postMessage(server.port);
