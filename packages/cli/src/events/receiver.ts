import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { verifyWebhook, WebhookError, type ScripEvent } from '@scrip/client';

/** A request whose signature was verified, with its body as it came. */
export type Received = { event: ScripEvent; body: string; headers: IncomingHttpHeaders };

export type Receiver = {
  port: number;
  /** From now on requests are verified by this secret. */
  trust: (secret: string) => void;
  stop: () => Promise<void>;
};

type Handlers = {
  /** @returns the status to answer Scrip with: it sends the event again unless that is 2xx */
  receive: (received: Received) => Promise<number>;
  /** Something came that Scrip did not sign. */
  reject: (reason: string) => void;
};

const TRY_AGAIN = 503;

/** Receives events on 127.0.0.1. @param port 0 for a free one */
export const startReceiver = async (port: number, { receive, reject }: Handlers): Promise<Receiver> => {
  let secret: string | undefined;
  const statusOf = async (request: IncomingMessage): Promise<number> => {
    if (request.method !== 'POST') return 405;
    const body = await text(request);
    if (secret === undefined) return TRY_AGAIN;
    try {
      const event = await verifyWebhook({ body, headers: request.headers }, secret);
      return await receive({ event, body, headers: request.headers });
    } catch (error) {
      if (!(error instanceof WebhookError)) throw error;
      reject(error.message);
      return 400;
    }
  };
  const server = createServer((request, response) => {
    statusOf(request).then(
      (status) => response.writeHead(status).end(),
      (error: unknown) => {
        reject(error instanceof Error ? error.message : String(error));
        response.writeHead(TRY_AGAIN).end();
      },
    );
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    trust: (given) => {
      secret = given;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
