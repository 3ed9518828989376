import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { cloudEvent, type CloudEvent } from '../../../shared/table/items/cloud-event.ts';

/** What an agency's own software does with events: it verifies them, and does its work once for each id. */
export type Receiver = {
  url: string;
  /** The secret that the endpoint was made with. */
  trust: (secret: string) => void;
  /** Those that were verified, as they came: each once, however often it was sent. */
  events: readonly CloudEvent[];
  /** How many were sent, repetitions and what could not be verified included. */
  sent: () => number;
  /** From now on everything is answered with this status. */
  answerWith: (status: number) => void;
  stop: () => Promise<void>;
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** Receives events on 127.0.0.1, as an endpoint would. */
export const startReceiver = async (): Promise<Receiver> => {
  const events: CloudEvent[] = [];
  const secrets: string[] = [];
  let status = 204;
  let sent = 0;

  const receive = async (request: IncomingMessage): Promise<number> => {
    sent += 1;
    const body = await bodyOf(request);
    if (status >= 300) return status;
    try {
      const [secret = ''] = secrets;
      const event = cloudEvent.parse(new Webhook(secret).verify(body, headersOf(request)));
      if (!events.some(({ id }) => id === event.id)) events.push(event);
      return status;
    } catch {
      // Invalid signature or unexpected event: the sender gets an error.
      return 400;
    }
  };

  const server = createServer((request, response) => {
    void receive(request).then((answer) => response.writeHead(answer).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/events`,
    trust: (secret) => void secrets.unshift(secret),
    events,
    sent: () => sent,
    answerWith: (next) => {
      status = next;
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
