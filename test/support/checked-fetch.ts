import { routes } from '../../shared/http/routes.ts';
import type { Route } from '../../shared/http/route.ts';
import { expectDeclared } from './declared.ts';
import { readBody } from './http.ts';

const segmentsOf = (path: string): string[] => path.split('/');

const isParameter = (segment: string): boolean => segment.startsWith('{');

const matches = ({ method, path }: Route, asked: { method: string; segments: string[] }): boolean => {
  const segments = segmentsOf(path);
  return (
    method === asked.method &&
    segments.length === asked.segments.length &&
    segments.every((segment, place) => isParameter(segment) || segment === asked.segments[place])
  );
};

/** A path may also fit a route with a parameter in its place: the one with fewer parameters is meant. */
const routeOf = (method: string, { pathname }: URL): Route => {
  const fitting = Object.values<Route>(routes).filter((route) =>
    matches(route, { method, segments: segmentsOf(pathname) }),
  );
  const parameters = ({ path }: Route) => segmentsOf(path).filter(isParameter).length;
  const [found] = fitting.toSorted((one, other) => parameters(one) - parameters(other));
  if (!found) throw new Error(`No route is ${method} ${pathname}`);
  return found;
};

/** For @scrip/client: holds whatever is answered against what is declared. */
export const checkedFetch: typeof fetch = async (input, init) => {
  const { method, url } = new Request(input, init);
  const route = routeOf(method, new URL(url));
  const response = await fetch(input, init);
  const { status, headers } = response;
  expectDeclared(route, { status, headers, body: await readBody(route, response.clone()) });
  return response;
};
