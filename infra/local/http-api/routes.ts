/** A route as API Gateway keeps it: `GET /v1/things/{id}`, `ANY /{proxy+}` or `$default`. */
export type Route = {
  routeKey: string;
  integration: string;
  authorizer: string | undefined;
};

export type Match = { route: Route; pathParameters: Record<string, string> };

const DEFAULT = '$default';

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** One digit a segment, so that of two routes that match, the more specific one sorts last. */
const weigh = (segment: string): string =>
  segment.endsWith('+}') ? '0' : segment.startsWith('{') ? '1' : '2';

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  const parameters: Record<string, string> = {};
  for (const [position, segment] of wanted.entries()) {
    const value = given[position];
    if (value === undefined) return undefined;
    const name = segment.match(/^\{(.+?)\+?\}$/)?.[1];
    if (name && segment.endsWith('+}')) {
      const rest = given.slice(position).join('/');
      return rest ? { ...parameters, [name]: decode(rest) } : undefined;
    }
    if (name && value) parameters[name] = decode(value);
    else if (name || decode(value) !== segment) return undefined;
  }
  return given.length === wanted.length ? parameters : undefined;
};

/**
 * Finds the route of a request as API Gateway does: static segments before `{parameter}` before `{proxy+}`, a method
 * of its own before ANY, and `$default` for what no route takes.
 * @param path as it was requested, percent-encoded
 */
export const matchRoute = (routes: readonly Route[], method: string, path: string): Match | undefined => {
  const matches = routes.flatMap((route) => {
    const [routeMethod = '', pattern = ''] = route.routeKey.split(' ');
    if (!pattern || (routeMethod !== method && routeMethod !== 'ANY')) return [];
    const pathParameters = matchPath(pattern, path);
    if (!pathParameters) return [];
    const weight = pattern.split('/').map(weigh).join('') + (routeMethod === 'ANY' ? '0' : '1');
    return [{ route, pathParameters, weight }];
  });
  const [best] = matches.toSorted((one, other) => other.weight.localeCompare(one.weight));
  if (best) return { route: best.route, pathParameters: best.pathParameters };
  const fallback = routes.find(({ routeKey }) => routeKey === DEFAULT);
  return fallback && { route: fallback, pathParameters: {} };
};
