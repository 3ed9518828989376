import { expect, test } from 'vitest';
import { matchRoute } from '../../infra/local/http-api/routes.ts';

const routes = [
  'GET /v1/things',
  'GET /v1/things/{id}',
  'GET /v1/things/mine',
  'ANY /v1/things/{id}',
  'GET /v1/{proxy+}',
  '$default',
].map((routeKey) => ({ routeKey, integration: '', authorizer: undefined }));

const match = (method: string, path: string) => {
  const found = matchRoute(routes, method, path);
  return [found?.route.routeKey, found?.pathParameters];
};

test.each([
  ['GET', '/v1/things', 'GET /v1/things', {}],
  ['GET', '/v1/things/mine', 'GET /v1/things/mine', {}],
  ['GET', '/v1/things/a%2Fb%20c', 'GET /v1/things/{id}', { id: 'a/b c' }],
  ['POST', '/v1/things/7', 'ANY /v1/things/{id}', { id: '7' }],
  ['GET', '/v1/things/7/parts/8', 'GET /v1/{proxy+}', { proxy: 'things/7/parts/8' }],
  ['GET', '/v1/things/', 'GET /v1/{proxy+}', { proxy: 'things/' }],
  ['GET', '/v1/', '$default', {}],
  ['PUT', '/v1/things', '$default', {}],
])('%s %s goes to %s', (method, path, routeKey, parameters) => {
  expect(match(method, path)).toEqual([routeKey, parameters]);
});

test('without $default an unknown path has no route', () => {
  expect(matchRoute(routes.slice(0, 3), 'POST', '/v1/things')).toBeUndefined();
});
