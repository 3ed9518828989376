import type { Route } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';

const isParameter = (segment: string): boolean => segment.startsWith('{');

const fits = ({ method, path }: Route, asked: { method: string; segments: string[] }): boolean => {
  const segments = path.split('/');
  return (
    method === asked.method &&
    segments.length === asked.segments.length &&
    segments.every((segment, place) => isParameter(segment) || segment === asked.segments[place])
  );
};

const parametersIn = ({ path }: Route): number => path.split('/').filter(isParameter).length;

/** The route of a request. A path may fit several: that with the fewest parameters is meant, as at API Gateway. */
export const routeOf = ({ method, url }: Request): Route => {
  const { pathname } = new URL(url);
  const [found] = Object.values<Route>(routes)
    .filter((route) => fits(route, { method, segments: pathname.split('/') }))
    .toSorted((one, other) => parametersIn(one) - parametersIn(other));
  if (!found) throw new Error(`No route is ${method} ${pathname}`);
  return found;
};

/** What a route answered: JSON as what it says, anything else as text. */
export const readBody = async (route: Route, response: Response): Promise<unknown> => {
  const text = await response.text();
  // An asset's own type may be anything, and openapi.json as a text is what its route declares.
  if (route.responses[response.status]?.contentType !== undefined) return text;
  if (text === '') return undefined;
  return /\bjson\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
};
