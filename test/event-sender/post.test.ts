import { createServer, type Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { post as postUntil } from '../../functions/event-sender/post.ts';
import type { Safe } from '../../shared/events/ssrf-guard.ts';
import { serve, textOf } from '../support/http-stub.ts';

/** @param patience milliseconds for everything */
const postWithin =
  (patience: number) =>
  async (...[to, headers, body]: [Safe, Record<string, string>, string]) =>
    await postUntil(to, headers, body, AbortSignal.timeout(patience));

const post = postWithin(300);

/** A URL of a name that DNS does not know, with the address that it was checked for. */
const named = (base: string) => ({
  url: new URL(base.replace('127.0.0.1', 'events.invalid')),
  addresses: ['127.0.0.1'],
});

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
};

test('the request arrives unchanged at the checked address, not at what the name resolves to now', async () => {
  let received: unknown;
  const base = await serve(async (request, response) => {
    const { method, url, headers } = request;
    received = { method, url, host: headers.host, id: headers['webhook-id'], body: await textOf(request) };
    response.writeHead(204).end();
  });
  const to = named(`${base}/events?from=scrip`);
  expect(await post(to, { 'webhook-id': 'evt_1' }, 'Grüße')).toEqual({ statusCode: 204 });
  expect(received).toEqual({
    method: 'POST',
    url: '/events?from=scrip',
    host: to.url.host,
    id: 'evt_1',
    body: 'Grüße',
  });
});

test('a redirect is an ordinary answer and is not followed', async () => {
  let followed = false;
  const base = await serve((request, response) => {
    followed ||= request.url === '/elsewhere';
    response.writeHead(307, { location: '/elsewhere' }).end();
  });
  expect(await post(named(base), {}, '{}')).toEqual({ statusCode: 307 });
  expect(followed).toBe(false);
});

test('an endless answer is cut off', async () => {
  const base = await serve((_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('x'.repeat(600)), 5);
    response.on('close', () => clearInterval(timer));
  });
  expect(await postWithin(10_000)(named(base), {}, '{}')).toEqual({ statusCode: 200 });
});

test('no answer in time is a time-out', async () => {
  const base = await serve(() => {});
  expect(await post(named(base), {}, '{}')).toEqual({ problem: 'timeout' });
});

test('a refused connection and a missing TLS server are problems', async () => {
  const base = await serve(() => {});
  const nobody = { url: new URL('http://events.invalid:9/'), addresses: ['127.0.0.1'] };
  expect(await post(nobody, {}, '{}')).toEqual({ problem: 'ECONNREFUSED' });
  const plain = named(base.replace('http:', 'https:'));
  expect(await post(plain, {}, '{}')).toMatchObject({
    problem: expect.stringMatching(/SSL|TLS|EPROTO|timeout/),
  });
});

test('a protocol upgrade is a problem and blocks nobody', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    });
  });
  const base = await listening(server);
  expect(await post(named(base), {}, '{}')).toEqual({ problem: 'ECONNRESET' });
});
