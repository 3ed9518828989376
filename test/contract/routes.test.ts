import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { type Route, routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { apiOf } from './api-of.ts';
import { synthesize } from './synthesize.ts';
import { lambdasOf } from './template.ts';

const template = inject('template');
const declared = Object.entries<Route>(routes);

const { routes: deployed, authorizers } = apiOf(template);

/** Of each route that anybody may call without a token: why. */
const openBecause: Record<string, string> = {
  $default: 'It answers that there is no such route.',
  'GET /v1/agencies/{agencyId}/branding': 'What an agency publishes of itself: its name, logo and colours.',
  'GET /v1/docs': 'It answers everybody alike and reaches no data of any agency or account.',
  'GET /v1/docs/{asset}': 'As /v1/docs.',
  'GET /v1/health': 'As /v1/docs.',
  'GET /v1/openapi.json': 'As /v1/docs.',
  'GET /v1/pictures/{agencyId}/{picture}':
    'What agencies show in their shop windows. Its Lambda may read nothing else.',
  'POST /v1/sessions': 'The one-time code in its body is the proof, and the only thing that it reads by.',
  'POST /v1/webhooks/{agencyId}/{provider}':
    'Providers hold no token: the Lambda verifies the signature over the raw body.',
};

test('the API has exactly the routes of the route table, with their Lambdas and path parameters, and the fallback', () => {
  const byKey = new Map(deployed.map(({ key, lambda, parameters }) => [key, { lambda, parameters }]));

  expect(byKey.size).toBe(deployed.length);
  expect(byKey).toEqual(
    new Map([
      ...declared.map(([, route]): [string, object] => [
        routeKey(route),
        { lambda: route.lambda, parameters: Object.keys(route.params?.shape ?? {}) },
      ]),
      ['$default', { lambda: 'public', parameters: [] }],
    ]),
  );
});

test('only these routes are open without a token, each for its reason', () => {
  const open = deployed.filter(({ authorizers: asked }) => asked.length === 0);

  expect(open.map(({ key }) => key).toSorted()).toEqual(Object.keys(openBecause).toSorted());
});

test('every other route asks the one authorizer', () => {
  const asked = deployed.filter(({ key }) => !(key in openBecause));

  expect(Object.keys(authorizers)).toEqual(['bearer']);
  for (const route of asked) expect(route).toMatchObject({ authorizers: ['bearer'] });
});

test('the table declares as public exactly the routes that are open', () => {
  const open = declared.filter(([, { scope }]) => scope === 'public').map(([, route]) => routeKey(route));

  expect(['$default', ...open].toSorted()).toEqual(Object.keys(openBecause).toSorted());
});

test.each(declared)('%s declares its path parameters', (_name, { path: template_, params }) => {
  const named = [...template_.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

  expect(Object.keys(params?.shape ?? {})).toEqual(named);
});

describe('every route has a handler, and every handler a route', () => {
  const functions = path.join(import.meta.dirname, '..', '..', 'functions');

  test.each([...new Set(declared.map(([, { lambda }]) => lambda))])('%s', (lambda) => {
    const folder = path.join(functions, lambda);
    const handled = readdirSync(folder).flatMap((file) => {
      const source = readFileSync(path.join(folder, file), 'utf8');
      const one = [...source.matchAll(/\btypeof \w+Routes\.(\w+)/g)];
      const many = /: Handlers</.test(source) ? [...source.matchAll(/^ {2,4}(\w+): async/gm)] : [];
      return [...one, ...many].map(([, name = '']) => name);
    });

    expect([...new Set(handled)].toSorted()).toEqual(
      declared
        .filter(([, route]) => route.lambda === lambda)
        .map(([name]) => name)
        .toSorted(),
    );
  });

  test('every Lambda in functions/ is deployed, and every deployed one is there', () => {
    const folders = readdirSync(functions).filter((name) =>
      existsSync(path.join(functions, name, 'index.ts')),
    );

    // The probe only where the settings ask for it.
    expect(
      lambdasOf(synthesize({ probe: 'true' }).template)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(folders.toSorted());
  });
});
