import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** A server on this machine for one test. @returns where it is, without a slash at the end */
export const serve = async (
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<string> => {
  const server = createServer((request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
};

export const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString();
};

export type Scripted = { status?: number; body?: unknown; headers?: Record<string, string> };

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string };

/**
 * A provider's API of one test's choice: it answers by method and path, the last of several answers again and again.
 * @returns its address, and what it was asked
 */
export const scripted = async (answers: Record<string, Scripted | Scripted[]>) => {
  const asked: Asked[] = [];
  const base = await serve(async (request, response) => {
    const [method = '', path = ''] = [request.method, request.url];
    asked.push({ method, path, headers: request.headers, body: await textOf(request) });
    const script = [answers[`${method} ${path}`] ?? { status: 404 }].flat();
    const before = asked.filter((one) => one.method === method && one.path === path).length - 1;
    const { status = 200, body = {}, headers = {} } = script[Math.min(before, script.length - 1)] ?? {};
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  const paths = () => asked.map(({ method, path }) => `${method} ${path}`);
  return { base, asked, paths };
};
