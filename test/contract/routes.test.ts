import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { type Route, routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { synthesize } from './synthesize.ts';
import { aliasesOf, lambdasOf, resourcesOf, text } from './template.ts';

const template = inject('template');
const declared = Object.entries<Route>(routes);

const integrations = new Map(
  resourcesOf(template, 'AWS::ApiGatewayV2::Integration', z.object({ IntegrationUri: text })).map(
    ({ id, properties }) => [`integrations/${id}`, properties.IntegrationUri],
  ),
);
const nameOf = new Map(lambdasOf(template).map(({ id, name }) => [id, name]));
const lambdaByAlias = new Map([...aliasesOf(template)].map(([alias, id]) => [alias, nameOf.get(id)]));

/** `getAccount` is in get-account.ts. */
const deployed = resourcesOf(
  template,
  'AWS::ApiGatewayV2::Route',
  z.object({
    RouteKey: z.string(),
    Target: text,
    AuthorizationType: z.string(),
    AuthorizerId: text.optional(),
  }),
).map(({ properties }) => properties);

test('the API has exactly the routes of the route table, open or closed, with their Lambdas, and the fallback', () => {
  const answers = ({ RouteKey, AuthorizationType, Target }: (typeof deployed)[number]) =>
    `${RouteKey}: ${AuthorizationType} -> ${lambdaByAlias.get(integrations.get(Target) ?? '')}`;

  expect(deployed.map(answers).toSorted()).toEqual(
    [
      ...declared.map(
        ([, route]) =>
          `${routeKey(route)}: ${route.scope === 'public' ? 'NONE' : 'CUSTOM'} -> ${route.lambda}`,
      ),
      '$default: NONE -> public',
    ].toSorted(),
  );
});

test('only these routes are open without a token', () => {
  const open = deployed.filter(({ AuthorizationType }) => AuthorizationType !== 'CUSTOM');

  expect(open.map(({ RouteKey }) => RouteKey).toSorted()).toEqual([
    '$default',
    'GET /v1/agencies/{agencyId}/branding',
    'GET /v1/docs',
    'GET /v1/docs/{asset}',
    'GET /v1/health',
    'GET /v1/openapi.json',
    'GET /v1/pictures/{agencyId}/{picture}',
    'POST /v1/sessions',
    'POST /v1/webhooks/{agencyId}/{provider}',
  ]);
});

test('every other route uses the one authorizer', () => {
  const authorizers = resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer', z.unknown()).map(({ id }) => id);
  const asked = deployed.filter(({ AuthorizationType }) => AuthorizationType === 'CUSTOM');

  expect([...new Set(asked.map(({ AuthorizerId }) => AuthorizerId))]).toEqual(authorizers);
  expect(authorizers).toHaveLength(1);
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
