import type { IncomingHttpHeaders } from 'node:http';
import type { Markup } from './html.ts';

export type SandboxRequest = {
  method: string;
  path: string;
  /** The query string, without the question mark. */
  query: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The value of `:name` in the route's path. */
  param: (name: string) => string;
};

export type Reply = { status: number; headers: Record<string, string>; body: string };

/** The statuses that a provider in trouble answers with. */
export type ApiFailure = 429 | 500 | 503;

export type Route = {
  method: 'GET' | 'POST' | 'DELETE';
  /** Segments that begin with a colon take any value; a last `*` takes the whole rest. */
  path: string;
  handle: (request: SandboxRequest) => Reply;
  /** How the provider says that it can't answer now. Only a route of a provider's API has it. */
  failure?: (status: ApiFailure, request: SandboxRequest) => Reply;
  /** The key of the account that a request to a provider's API is for, empty where it is for none. */
  keyOf?: (request: SandboxRequest) => string;
};

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: `${JSON.stringify(value, null, 2)}\n`,
});

export const page = (status: number, markup: Markup): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: markup.text,
});

export const redirect = (location: string): Reply => ({ status: 303, headers: { location }, body: '' });

/** @returns the path's parameters, or undefined when the route is not for this path */
const matchPath = (pattern: string, path: string): Map<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const open = wanted.at(-1) === '*';
  if (open ? given.length < wanted.length : given.length !== wanted.length) return undefined;
  const params = new Map<string, string>();
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (segment === '*') return params;
    if (segment.startsWith(':') && value !== '') params.set(segment.slice(1), value);
    else if (segment !== value) return undefined;
  }
  return params;
};

/** Finds the first route that is for this method and path. */
export const findRoute = (routes: readonly Route[], method: string, path: string) => {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params !== undefined) return { route, param: (name: string) => params.get(name) ?? '' };
  }
  return undefined;
};
