import type { Route } from '../../shared/http/route.ts';
import { expectDeclared, type HttpAnswer } from './declared.ts';
import { readBody } from './route-of.ts';

export type HttpRequest = {
  token?: string | undefined;
  params?: Record<string, string>;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is. */
  raw?: string | Uint8Array<ArrayBuffer>;
};

/** Something for every parameter that the path has: for what is refused before anyone looks for it. */
export const somethingFor = ({ params }: Route): Record<string, string> =>
  Object.fromEntries(Object.keys(params?.shape ?? {}).map((name) => [name, 'something']));

const pathOf = (path: string, params: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

/**
 * Calls a route over HTTP, and holds whatever is answered against what is declared. For what @scrip/client can't send
 * or doesn't show: rubbish, foreign bearers, the answer's own status and headers.
 */
export const callApi = async (api: string, route: Route, request: HttpRequest = {}): Promise<HttpAnswer> => {
  const { token, params = {}, query = {}, headers = {}, body, raw } = request;
  const url = new URL(pathOf(route.path, params), api);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(url, {
    method: route.method,
    headers: {
      ...(content !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(content !== undefined && { body: content }),
  });
  const { status } = response;
  const answer: HttpAnswer = { status, headers: response.headers, body: await readBody(route, response) };
  expectDeclared(route, answer);
  return answer;
};
