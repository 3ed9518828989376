import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { close, listen } from '../server.ts';

/** How a call of AWS's JSON protocol is answered. */
export type Reply = { status: number; body: object };

export const failure = (type: string, Message: string): Reply => ({
  status: 400,
  body: { __type: type, Message },
});

/** Answers an operation, by the name that follows the service's in `x-amz-target`. */
type Operations = Record<string, (input: unknown) => Promise<Reply>>;

export type AwsJsonService = { endpoint: string; stop: () => Promise<void> };

/** @returns the whole of a request's body. Events, as an iterator over a body of one chunk costs more than all the rest. */
export const bodyOf = async (request: IncomingMessage): Promise<Buffer> =>
  await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });

/** @returns the operation's name, which follows the service's in a header */
export const operationOf = ({ headers }: IncomingMessage): string =>
  String(headers['x-amz-target']).split('.').at(-1) ?? '';

/**
 * Serves a few operations of an AWS service on 127.0.0.1.
 * @param port 0 for a free one
 * @param pages what GET answers, by path
 */
export const serveAwsJson = async (
  port: number,
  operations: Operations,
  pages: Record<string, () => object> = {},
): Promise<AwsJsonService> => {
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    if (request.method === 'GET') {
      const page = pages[request.url ?? ''];
      return page ? { status: 200, body: page() } : { status: 404, body: {} };
    }
    const operation = operations[operationOf(request)];
    return operation
      ? await operation(JSON.parse((await bodyOf(request)).toString()))
      : failure('InvalidRequestException', `This machine knows ${Object.keys(operations).join(', ')} only.`);
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await answer(request).catch((error: unknown) => {
      const Message = error instanceof Error ? error.name : 'error';
      return { status: 500, body: { __type: 'InternalServiceError', Message } };
    });
    const type = request.method === 'GET' ? 'application/json' : 'application/x-amz-json-1.1';
    response.writeHead(status, { 'content-type': type });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => void respond(request, response));
  return { endpoint: await listen(server, port), stop: () => close(server) };
};
