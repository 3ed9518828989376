import { Agent, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type AddedHeader, withAdded } from './response-headers.ts';

/** They belong to one connection, not to what travels over it. */
const PER_CONNECTION = ['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade'];

/** What the origin gets where the policy passes nothing of the viewer on. */
const ALWAYS_PASSED = new Set(['accept-encoding', 'if-none-match', 'if-modified-since', 'range']);

const without = (headers: NodeJS.Dict<string | string[]>, names: readonly string[]) =>
  Object.fromEntries(
    Object.entries(headers).filter(
      (header): header is [string, string | string[]] =>
        header[1] !== undefined && !names.includes(header[0]),
    ),
  );

type Passing = {
  host: string;
  /** Headers that the origin gets in place of what the viewer sends under their names, which are in lower case. */
  sent: Record<string, string>;
  passesViewer: boolean;
  added: readonly AddedHeader[];
};

/** Hands requests on to origins. */
export const createPassing = () => {
  const agent = new Agent({ keepAlive: true });
  return {
    /** Sends a request to a host, and its answer back with what the distribution adds. */
    passOn: async (
      request: IncomingMessage,
      response: ServerResponse,
      { host, sent, passesViewer, added }: Passing,
    ): Promise<void> => {
      const { method = 'GET', url = '/' } = request;
      const all = without(request.headers, [...PER_CONNECTION, 'host']);
      const passed = passesViewer
        ? all
        : without(
            all,
            Object.keys(all).filter((name) => !ALWAYS_PASSED.has(name)),
          );
      const headers = { ...passed, ...sent };
      const target = new URL(`http://${host}${passesViewer ? url : url.replace(/\?.*/, '')}`);
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const onward = send(target, { method, headers, agent }, resolve).on('error', reject);
        request.pipe(onward);
      });
      response.writeHead(answer.statusCode ?? 502, withAdded(without(answer.headers, PER_CONNECTION), added));
      await pipeline(answer, response);
    },
    stop: () => agent.destroy(),
  };
};
