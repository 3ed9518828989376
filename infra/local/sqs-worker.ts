import { Server } from 'node:net';
import { parentPort } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';

/** The engine listens on every interface, whatever it is told: in this thread, all servers listen on loopback. */
const listen: unknown = Reflect.get(Server.prototype, 'listen');
if (typeof listen !== 'function') throw new TypeError('net.Server has no listen');
Object.defineProperty(Server.prototype, 'listen', {
  value(this: Server, options: object, ...rest: unknown[]): unknown {
    return Reflect.apply(listen, this, [{ ...options, host: '127.0.0.1' }, ...rest]);
  },
});

const [, , port = '0', region = '', dataDir] = process.argv;

const server = await startFauxqs({
  port: Number(port),
  defaultRegion: region,
  logger: false,
  ...(dataDir !== undefined && { dataDir }),
});

parentPort?.once('message', () => {
  void server.stop().finally(() => process.exit(0));
});
parentPort?.postMessage(server.port);
