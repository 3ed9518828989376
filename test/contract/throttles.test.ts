import { describe, expect, inject, test } from 'vitest';
import * as z from 'zod';
import { type Route, routeKey } from '../../shared/http/route.ts';
import { routes } from '../../shared/http/routes.ts';
import { apiOf } from './api-of.ts';
import { synthesize } from './synthesize.ts';
import { aliasesOf, lambdasOf, resourcesOf, type Template, text } from './template.ts';

const template = inject('template');
const limits = z.object({ ThrottlingRateLimit: z.int(), ThrottlingBurstLimit: z.int() });

describe('the throttles of single routes', () => {
  const [{ DefaultRouteSettings, RouteSettings, DeploymentId }] = z
    .tuple([
      z.object({
        DefaultRouteSettings: limits,
        RouteSettings: z.record(z.string(), limits),
        DeploymentId: text,
      }),
    ])
    .parse(
      resourcesOf(template, 'AWS::ApiGatewayV2::Stage', z.unknown()).map(({ properties }) => properties),
    );
  const limitOf = (route: Route) => RouteSettings[routeKey(route)];

  test('match the route table, plus one for unknown routes', () => {
    const declared = Object.values<Route>(routes).filter(({ throttle }) => throttle);
    expect(Object.keys(RouteSettings).toSorted()).toEqual(['$default', ...declared.map(routeKey)].toSorted());
    for (const route of declared)
      expect(limitOf(route)).toEqual({
        ThrottlingRateLimit: route.throttle?.rate,
        ThrottlingBurstLimit: route.throttle?.burst,
      });
  });

  test('are below the stage’s limit, so that a flood on one route leaves room for the others', () => {
    for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of Object.values(RouteSettings)) {
      expect(ThrottlingRateLimit * 4).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
      expect(ThrottlingBurstLimit * 4).toBeLessThan(DefaultRouteSettings.ThrottlingBurstLimit);
    }
  });

  test('cover every route that is open to anyone, calls a provider or takes a code', () => {
    const { receiveWebhook, createCheckout, completeCheckout, createRedemption, ...others } = routes;
    for (const route of [createCheckout, completeCheckout, createRedemption])
      expect(limitOf(route)).toBeDefined();
    const open = Object.values<Route>(others).filter(({ scope }) => scope === 'public');
    expect(open).not.toEqual([]);
    for (const route of open) expect(limitOf(route)).toBeDefined();
    // All agencies share this route: a limit of its own would let a stranger close it with fewer requests.
    expect(limitOf(receiveWebhook)).toBeUndefined();
  });

  test('are of routes that there are, and are deployed after them', () => {
    const { id, routes: deployed } = apiOf(template);
    expect(deployed.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(RouteSettings)));
    const deployment = template.Resources[DeploymentId];
    expect(deployment).toMatchObject({
      Type: 'AWS::ApiGatewayV2::Deployment',
      DependsOn: expect.arrayContaining([id]),
    });
  });
});

test('routes change all at once, after the Lambdas that they lead to', () => {
  const deploymentOf = (given: Template) =>
    Object.entries(given.Resources).filter(([, { Type }]) => Type === 'AWS::ApiGatewayV2::Deployment');
  const [[id, deployment]] = z
    .tuple([z.tuple([z.string(), z.object({ DependsOn: z.array(z.string()) })])])
    .parse(deploymentOf(template));
  const leadTo = new Set([...apiOf(template).routes.map(({ lambda }) => lambda), 'authorizer']);
  const names = new Map(lambdasOf(template).map(({ id: functionId, name }) => [functionId, name]));
  const aliases = [...aliasesOf(template)].filter(([, functionId]) => leadTo.has(names.get(functionId)));
  expect(aliases).toHaveLength(leadTo.size);
  expect(deployment.DependsOn).toEqual(expect.arrayContaining(aliases.map(([alias]) => alias)));
  // Another definition is another deployment, to which the stage moves.
  const other = deploymentOf(synthesize({ corsOrigins: 'https://other.example' }).template);
  expect(other).toHaveLength(1);
  expect(other.map(([otherId]) => otherId)).not.toContain(id);
});
