import { failed, type ClientFailure, type Failure, type Success } from './failure.ts';
import type { Input, Repeat } from './operation.ts';
import { backOffMs, wait } from './wait.ts';

/** A bearer, or a function that gives one. It is asked before each attempt, and once more after a 401. */
export type Credential = string | ((refused: boolean) => string | Promise<string>);

export type Options = {
  /** Where the API is, such as https://credits.example.com */
  baseUrl: string;
  credential?: Credential;
  /** Milliseconds that a call may take in all, repetitions included. 30 seconds unless said otherwise. */
  timeoutMs?: number;
  /** How often a request is sent again. 3 unless said otherwise. */
  retries?: number;
  /** Instead of the platform's own. */
  fetch?: typeof fetch;
};

export type CallOptions = {
  /** One of your own, for a page that must find the same operation again after a reload. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  timeoutMs?: number;
};

type Raw = Success<unknown> | Failure<{ code: string } | ClientFailure>;

/** Characters of an account's ID that a path may have as they are. */
const PLAIN_ID = /^(?!~|\.{1,2}$)[\w.:|@+=~-]+$/;

/** An ID, as the path of a route has it: an account's ID may be any text, of which some would not survive in a path. */
const segmentOf = (name: string, id: string): string =>
  encodeURIComponent(
    name !== 'accountId' || PLAIN_ID.test(id)
      ? id
      : `~${btoa(String.fromCodePoint(...new TextEncoder().encode(id)))
          .replaceAll('+', '-')
          .replaceAll('/', '_')
          .replaceAll('=', '')}`,
  );

const urlOf = (baseUrl: string, path: string, { params = {}, query = {} }: Input): URL => {
  const url = new URL(
    baseUrl.replace(/\/$/, '') +
      path.replace(/\{(\w+)\}/g, (_, name: string) => segmentOf(name, params[name] ?? '')),
  );
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
};

const isFailure = (body: unknown): body is { code: string } =>
  typeof body === 'object' && body !== null && 'code' in body && typeof body.code === 'string';

const read = async (response: Response): Promise<Raw> => {
  const { status, headers } = response;
  const text = await response.text();
  const isJson = /\bjson\b/.test(headers.get('content-type') ?? '');
  if (response.ok) {
    const value: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
    return { ok: true, value, status, headers, orThrow: () => value };
  }
  if (status === 304) return failed({ code: 'not_modified', status }, headers);
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  if (isFailure(body)) return failed(body, headers);
  if (status === 401) return failed({ code: 'unauthorized', status }, headers);
  return status === 429
    ? failed({ code: 'rate_limited', status }, headers)
    : failed({ code: 'unexpected_answer', status, body: text }, headers);
};

/** Sends a request until it is answered for good, or its time is over. */
export const send = async (
  { baseUrl, credential, retries = 3, timeoutMs: usualMs = 30_000, fetch: ask = fetch }: Options,
  [method, path, repeat]: readonly [string, string, Repeat],
  input: Input,
  { idempotencyKey, signal, timeoutMs = usualMs, prefer }: CallOptions & { prefer?: string },
): Promise<Raw> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const until = signal ? AbortSignal.any([signal, timeout]) : timeout;
  const headers = new Headers();
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    if (value !== undefined) headers.set(name, value);
  }
  // Once a call: all its attempts are one operation, and the next call is another.
  if (repeat === 'key') headers.set('idempotency-key', idempotencyKey ?? crypto.randomUUID());
  if (prefer !== undefined) headers.set('prefer', prefer);
  if (input.body !== undefined) headers.set('content-type', 'application/json');
  const url = urlOf(baseUrl, path, input);
  let refused = false;
  for (let attempt = 0; ; attempt += 1) {
    let pauseMs: number;
    try {
      const bearer = typeof credential === 'function' ? await credential(refused) : credential;
      if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
      const response = await ask(url, {
        method,
        headers,
        signal: until,
        ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      });
      if (response.status === 401 && typeof credential === 'function' && !refused) {
        refused = true;
        continue;
      }
      if (![429, 503].includes(response.status) || attempt >= retries) return await read(response);
      pauseMs = backOffMs(attempt, response.headers.get('retry-after'));
      if (pauseMs > timeoutMs) return await read(response);
    } catch (cause) {
      if (until.aborted) return failed({ code: 'aborted', status: 0, cause });
      // What has no key may have taken effect already.
      if (repeat === 'none' || attempt >= retries) return failed({ code: 'network_error', status: 0, cause });
      pauseMs = backOffMs(attempt, null);
    }
    await wait(pauseMs, until);
  }
};
